import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { errorCode } from './error-code.ts'
import type { KeptPart } from './kept-recording.ts'
import { wholeLength } from './whole-length.ts'

/** What a fragment shows at most, at one picture a second (spec CAP1). */
const fragmentMs = 1_000

/**
 * Ends a part that a crash cut off, behind its last whole record; null: there is no picture in it (spec SPL3). Rejects when it cannot be read:
 * that says nothing of what is in it. Its moment is where its pictures end: when the file was changed last says too much, of half a record that came
 * later, or of a recovery that a crash cut off, too.
 */
export async function recoverPart(
  path: string,
  { startedAt, aheadMs }: Pick<KeptPart, 'startedAt' | 'aheadMs'>,
): Promise<KeptPart['end']> {
  const file = await openThere(path)
  if (file === null) return null
  try {
    const { size, mtimeMs } = await file.stat()
    const { bytes, fragments } = await wholeLength(file, size)
    if (fragments === 0) return null
    await file.truncate(bytes)
    await file.sync()
    // The clock may have been set back meanwhile (spec CAP6).
    const endedAt = Math.max(startedAt, Math.min(Math.round(mtimeMs - aheadMs), startedAt + fragments * fragmentMs))
    return { endedAt, sha256: await sha256Of(path), bytes, cut: true }
  } finally {
    await file.close()
  }
}

/** Null: there is no such file. */
async function openThere(path: string): Promise<FileHandle | null> {
  return open(path, 'r+').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return null
    throw error
  })
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
