import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { errorCode } from './error-code.ts'
import type { KeptPart } from './kept-recording.ts'
import { wholeLength } from './whole-length.ts'

/**
 * Ends a part that a crash cut off, behind its last whole record; null: there is no picture in it (spec SPL3). Rejects when it cannot be read:
 * that says nothing of what is in it. However often it is done, it comes to the same.
 */
export async function recoverPart(
  path: string,
  { startedAt, aheadMs }: Pick<KeptPart, 'startedAt' | 'aheadMs'> = { startedAt: 0, aheadMs: 0 },
): Promise<KeptPart['end']> {
  const file = await openThere(path)
  if (file === null) return null
  try {
    const { size, mtimeMs, atime, mtime } = await file.stat()
    const { bytes, fragments } = await wholeLength(file, size)
    if (fragments === 0) return null
    if (bytes < size) {
      await file.truncate(bytes)
      // When it was last written is all that is known of its end.
      await file.utimes(atime, mtime)
      await file.sync()
    }
    // The clock may have been set back meanwhile (spec CAP6).
    const endedAt = Math.max(startedAt, Math.round(mtimeMs - aheadMs))
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
