import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import type { KeptPart } from './kept-recording.ts'
import { wholeLength } from './whole-length.ts'

/** What a fragment shows at most, at one picture a second (spec CAP1). */
const fragmentMs = 1_000

/**
 * Ends a part that a crash cut off, behind its last whole record; null: there is no picture in it (spec SPL3). Its moment is where its pictures
 * end: when the file was changed last says too much, of half a record that came later, or of a recovery that a crash cut off, too.
 */
export async function recoverPart(
  path: string,
  { startedAt, aheadMs }: Pick<KeptPart, 'startedAt' | 'aheadMs'>,
): Promise<KeptPart['end']> {
  const file = await open(path, 'r+').catch(() => null)
  if (file === null) return null
  try {
    const { size, mtimeMs } = await file.stat()
    const { bytes, fragments } = await wholeLength(file, size)
    if (fragments === 0) return null
    await file.truncate(bytes)
    await file.sync()
    const endedAt = Math.min(Math.round(mtimeMs - aheadMs), startedAt + fragments * fragmentMs)
    return { endedAt, sha256: await sha256Of(path), bytes, cut: true }
  } finally {
    await file.close()
  }
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
