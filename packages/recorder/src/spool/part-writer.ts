import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { containerMagic, type RecordKind } from '@hotseat/protocol'
import type { Sealer } from './sealer.ts'
import { syncFolder } from './sync-folder.ts'

/** What a file was when it was closed. */
export type Written = { readonly bytes: number; readonly sha256: string }

/** Writes one part, record by record. Nothing is written twice, and nothing after its end. */
export interface PartWriter {
  /** Resolves when it is on the disk, with by how many bytes the file grew: what a crash loses is what came after it (spec SPL2). */
  write(kind: RecordKind, bytes: Uint8Array): Promise<number>
  /** What of it is whole. The file is let go of, whether or not that can be said. */
  close(): Promise<Written>
}

/** A writer of a new file, which its owner alone may read. */
export async function createPartWriter(path: string, sealer: Sealer): Promise<PartWriter> {
  const file = await open(path, 'wx', 0o600)
  const hash = createHash('sha256')
  let bytes = 0
  let told = 0
  const append = async (chunk: Uint8Array) => {
    await writeAll(file, chunk, bytes)
    hash.update(chunk)
    bytes += chunk.byteLength
  }
  try {
    await append(Buffer.from(containerMagic, 'latin1'))
    await syncFolder(dirname(path))
  } catch (error) {
    await file.close()
    throw error
  }
  return {
    async write(kind, plain) {
      await append(sealer.seal(kind, plain))
      await file.datasync()
      const more = bytes - told
      told = bytes
      return more
    },
    async close() {
      try {
        // A write that failed in the middle left what is no record.
        await file.truncate(bytes)
        await file.sync()
      } finally {
        await file.close()
      }
      return { bytes, sha256: hash.digest('hex') }
    },
  }
}

async function writeAll(file: FileHandle, chunk: Uint8Array, position: number): Promise<void> {
  for (let at = 0; at < chunk.byteLength; ) {
    const { bytesWritten } = await file.write(chunk, at, chunk.byteLength - at, position + at)
    at += bytesWritten
  }
}
