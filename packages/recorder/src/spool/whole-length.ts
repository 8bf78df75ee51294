import type { FileHandle } from 'node:fs/promises'
import { containerMagic, parseRecordHead, recordHeadBytes } from '@hotseat/protocol'

/** How much of a part is whole: up to the end of its last whole record; and how many of its records are fragments (spec SPL3). */
export async function wholeLength(
  file: FileHandle,
  size: number,
): Promise<{ readonly bytes: number; readonly fragments: number }> {
  const magic = Buffer.alloc(containerMagic.length)
  await file.read(magic, 0, magic.length, 0)
  if (magic.toString('latin1') !== containerMagic) return { bytes: 0, fragments: 0 }
  let at = magic.length
  let fragments = 0
  for (;;) {
    const bytes = Buffer.alloc(recordHeadBytes)
    const { bytesRead } = await file.read(bytes, 0, recordHeadBytes, at)
    const head = parseRecordHead(bytes.subarray(0, bytesRead))
    if (head === null || at + recordHeadBytes + head.length > size) return { bytes: at, fragments }
    at += recordHeadBytes + head.length
    if (head.kind === 'fragment') fragments += 1
  }
}
