import { execFile, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { findFfmpeg } from '../../../scripts/ffmpeg.ts'
import { captureArguments } from '../src/capture/capture-command.ts'
import { nothingYet, splitBoxes } from '../src/capture/split-boxes.ts'
import { makeFolder } from './recorder-rig.ts'

const run = promisify(execFile)

/** How many pictures a second the film has. */
export const filmRate = 5
const clipSeconds = 15
/** So many times as fast as it was made the film says to be: what lay in it after the end of its call would be shown to nobody (spec RC6). */
export const filmSpeed = 1_024

/**
 * A folder with an `ffmpeg` that needs no time: whoever captures a screen with it gets so many minutes of a film in 1080p as fast as they take
 * them, and it ends when it is told to, as the real one does. The film is a clip that the recorder's own encoder settings made, over and over: 1.2 Mbit/s
 * of moving patterns, five times what the screen of a desk takes. A second of it is a fragment.
 */
export async function makeFilmEncoder(minutes: number) {
  const { ffmpeg } = findFfmpeg()
  const programs = await makeFolder()
  const clip = join(programs, 'clip.mp4')
  const capture = captureArguments({ kind: 'x11', display: ':0' }, { frameRate: filmRate, maxHeight: 1_080 })
  const [encoding, container] = [capture.indexOf('-an'), capture.indexOf('-movflags')]
  const picture = ['-f', 'lavfi', '-i', `testsrc2=size=1920x1080:rate=${filmRate},hue=s=0`, '-t', String(clipSeconds)]
  const slow = join(programs, 'slow.mp4')
  await run(ffmpeg, ['-v', 'error', ...picture, ...capture.slice(encoding, container), slow])
  // In ticks of 1/10,240 s, of which a picture has 2,048.
  const faster = `setts=ts=floor(TS/${filmSpeed}):duration=${2_048 / filmSpeed}`
  await run(ffmpeg, ['-v', 'error', '-i', slow, '-c', 'copy', '-bsf:v', faster, clip])
  const again = ['-stream_loop', String((minutes * 60) / clipSeconds - 1), '-i', clip, '-c', 'copy']
  const film = ['-v', 'error', ...again, ...capture.slice(container)]
  const quoted = film.map((word) => `'${word}'`).join(' ')
  const script = [
    '#!/bin/sh',
    'case " $* " in',
    // Behind the film it waits for the word to end.
    `  *" pipe:1 "*) '${ffmpeg}' ${quoted} </dev/null; head -c 1 >/dev/null;;`,
    `  *) exec '${ffmpeg}' "$@";;`,
    'esac',
  ]
  await writeFile(join(programs, 'ffmpeg'), `${script.join('\n')}\n`, { mode: 0o700 })
  return {
    programs,
    /** One for each second. */
    fragments: minutes * 60,
    playsMs: Math.round((minutes * 60_000) / filmSpeed),
    /** What of the film is to arrive. */
    sha256: () => sha256OfFilm(spawn(ffmpeg, film, { stdio: ['ignore', 'pipe', 'ignore'] }).stdout),
  }
}

/** The SHA-256 of what a player shows of an MP4: its beginning and its fragments, without any index. */
export async function sha256OfFilm(mp4: Readable | AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256')
  let rest = nothingYet
  for await (const chunk of mp4) {
    const next = splitBoxes(rest, chunk)
    rest = next.rest
    for (const { bytes } of next.pieces) hash.update(bytes)
  }
  return hash.digest('hex')
}
