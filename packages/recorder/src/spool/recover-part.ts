import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import type { KeptPart } from './kept-recording.ts'
import { wholeLength } from './whole-length.ts'

/** Ends a part that a crash cut off, behind its last whole record; null: there is no picture in it (spec SPL3). */
export async function recoverPart(path: string, aheadMs = 0): Promise<KeptPart['end']> {
  const file = await open(path, 'r+').catch(() => null)
  if (file === null) return null
  try {
    const { size, mtimeMs } = await file.stat()
    const { bytes, fragments } = await wholeLength(file, size)
    if (fragments === 0) return null
    await file.truncate(bytes)
    await file.sync()
    return { endedAt: Math.round(mtimeMs - aheadMs), sha256: await sha256Of(path), bytes, cut: true }
  } finally {
    await file.close()
  }
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
