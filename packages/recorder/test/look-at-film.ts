import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { makeFolder } from './recorder-rig.ts'

const run = promisify(execFile)

/** What a player sees of an MP4: how long it is, what it is, and its pictures as 16 by 16 grey values. */
export async function lookAtFilm(mp4: Buffer) {
  const path = join(await makeFolder(), 'film.mp4')
  await writeFile(path, mp4)
  const probe = [
    '-v',
    'error',
    '-count_frames',
    '-show_entries',
    'stream=codec_name,width,height,pix_fmt,nb_read_frames:packet=pts_time,duration_time,flags',
  ]
  const { stdout } = await run('ffprobe', [...probe, '-of', 'json', path], { maxBuffer: 1e8 })
  const { streams, packets } = JSON.parse(stdout) as {
    streams: { codec_name: string; width: number; height: number; pix_fmt: string; nb_read_frames: string }[]
    packets: { pts_time: string; duration_time: string; flags: string }[]
  }
  const last = packets.at(-1)
  const grey = ['-v', 'error', '-i', path, '-vf', 'scale=16:16,format=gray', '-f', 'rawvideo', '-']
  const { stdout: pixels } = await run('ffmpeg', grey, { encoding: 'buffer', maxBuffer: 1e8 })
  const pictures = Array.from({ length: pixels.length / 256 }, (_, at) => pixels.subarray(at * 256, at * 256 + 256))
  return {
    stream: streams[0],
    lengthMs: (Number(last?.pts_time) + Number(last?.duration_time)) * 1_000,
    keyframes: packets.filter(({ flags }) => flags.startsWith('K')).map(({ pts_time }) => Number(pts_time)),
    pictures,
    /** How many pictures are another one than the one before. */
    changes: pictures.filter((picture, at) => at > 0 && !picture.equals(pictures[at - 1] ?? picture)).length,
    darkest: Math.min(...pictures.map((picture) => picture.reduce((sum, each) => sum + each, 0) / 256)),
  }
}
