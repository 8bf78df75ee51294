import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { aptInstall } from './apt-install.ts'

/** What the search may look at and do; the test brings its own. */
export type FfmpegMachine = {
  readonly path: string
  readonly isFile: (path: string) => boolean
  readonly isRoot: boolean
  /** Installs the system's ffmpeg; false when that failed or is not possible here. */
  readonly install: () => boolean
}
export type FoundFfmpeg = { readonly ffmpeg: string; readonly ffprobe: string }

/**
 * The system's ffmpeg and ffprobe, for the tests of recordings, or, as root on a machine with apt, those that are installed now. Throws with what
 * to do when there are none.
 */
export function findFfmpeg(machine: FfmpegMachine = thisMachine): FoundFfmpeg {
  const found = onPath(machine) ?? (machine.isRoot && machine.install() ? onPath(machine) : undefined)
  if (found) return found
  throw new Error('The tests of recordings need ffmpeg and ffprobe on the path. Install them (Debian: apt-get install ffmpeg).')
}

function onPath({ path, isFile }: FfmpegMachine): FoundFfmpeg | undefined {
  const folders = path.split(delimiter).filter((folder) => folder !== '')
  const find = (name: string) => folders.map((folder) => join(folder, name)).find(isFile)
  const [ffmpeg, ffprobe] = [find('ffmpeg'), find('ffprobe')]
  return ffmpeg !== undefined && ffprobe !== undefined ? { ffmpeg, ffprobe } : undefined
}

const thisMachine: FfmpegMachine = {
  path: process.env.PATH ?? '',
  isFile: existsSync,
  isRoot: process.getuid?.() === 0,
  install: () => aptInstall('ffmpeg'),
}
