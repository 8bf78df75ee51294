import { expect, test } from 'vitest'
import { type FfmpegMachine, findFfmpeg } from './ffmpeg.ts'

const both = ['/usr/bin/ffmpeg', '/usr/bin/ffprobe']

function machine(files: readonly string[], rest: Partial<FfmpegMachine> = {}): FfmpegMachine {
  return { path: '/usr/local/bin:/usr/bin', isFile: (path) => files.includes(path), isRoot: false, install: () => false, ...rest }
}

test('the system’s ffmpeg is found with its ffprobe', () => {
  expect(findFfmpeg(machine(both))).toEqual({ ffmpeg: '/usr/bin/ffmpeg', ffprobe: '/usr/bin/ffprobe' })
})

test('as root a missing ffmpeg is installed', () => {
  const files: string[] = []
  const install = () => files.push(...both) > 0
  expect(findFfmpeg(machine(files, { isRoot: true, install })).ffprobe).toBe('/usr/bin/ffprobe')
})

test('no ffmpeg, or none with an ffprobe, is an error that says what to do', () => {
  expect(() => findFfmpeg(machine(['/usr/bin/ffmpeg']))).toThrow('apt-get install ffmpeg')
  expect(() => findFfmpeg(machine([], { isRoot: true }))).toThrow('apt-get install ffmpeg')
})
