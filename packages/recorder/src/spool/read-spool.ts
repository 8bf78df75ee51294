import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { errorCode } from './error-code.ts'
import { type KeptPart, type KeptRecording, parseKeptRecording } from './kept-recording.ts'
import { recoverPart } from './recover-part.ts'

/** A recording that lay in the spool, and whether anything had to be made good. */
export type Found = { readonly recording: KeptRecording; readonly isChanged: boolean }

/**
 * Reads what lies in the spool, and ends parts that a crash cut off (spec SPL3). What cannot be read now may be read the next time: it stays as it
 * is, and is told in `barred` by the names of its folders (spec SPL7).
 */
export async function readSpool(
  folder: string,
  log: Pick<Logger, 'error'>,
): Promise<{ readonly found: readonly Found[]; readonly barred: ReadonlySet<string> }> {
  const found: Found[] = []
  const barred = new Set<string>()
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const { name } = entry
    if (!entry.isDirectory()) continue
    try {
      const each = await readFolder(join(folder, name), log)
      if (each !== null) found.push(each)
    } catch (error) {
      barred.add(name)
      log.error({ folder: name, err: error }, 'what lies in the spool cannot be read; it stays there until the next start')
    }
  }
  return { found, barred }
}

/** Null: a crash came before there was a recording in it. */
async function readFolder(folder: string, log: Pick<Logger, 'error'>): Promise<Found | null> {
  const text = await readFile(join(folder, 'recording.json'), 'utf8').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return null
    throw error
  })
  const names = await readdir(folder)
  if (text === null) {
    if (names.some(isPartName)) throw new Error('there are parts and nothing that says whose they are')
    await rm(folder, { recursive: true, force: true })
    return null
  }
  const before = parseKeptRecording(text)
  if (before === null) throw new Error('it is of another version')
  const recording = await recoverRecording(before, folder, log)
  await removeOthers(folder, names, recording)
  return { recording, isChanged: recording !== before }
}

async function recoverRecording(recording: KeptRecording, folder: string, log: Pick<Logger, 'error'>): Promise<KeptRecording> {
  if (recording.parts.every(({ end }) => end !== null)) return recording
  const parts: KeptPart[] = []
  for (const part of recording.parts) {
    try {
      const end = part.end ?? (await recoverPart(join(folder, partName(part.part)), part))
      if (end !== null) parts.push({ ...part, end })
    } catch (error) {
      log.error({ recording: recording.id, part: part.part, err: error }, 'a part cannot be read; it stays until the next start')
      parts.push(part)
    }
  }
  return { ...recording, parts, lost: recording.lost + recording.parts.length - parts.length }
}

/** Removes what a crash left between two steps: a part goes after its line. */
async function removeOthers(folder: string, names: readonly string[], { parts }: KeptRecording): Promise<void> {
  const own = parts.map(({ part }) => partName(part))
  for (const name of names)
    if (isPartName(name) && !own.includes(name)) await rm(join(folder, name), { recursive: true, force: true })
}

/** The name of a part's file. */
export function partName(part: number): string {
  return `${part}.part`
}

function isPartName(name: string): boolean {
  return /^\d+\.part$/.test(name)
}
