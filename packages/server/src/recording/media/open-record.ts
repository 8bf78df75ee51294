import { createDecipheriv } from 'node:crypto'
import { parseRecordHead, type RecordKind, recordHeadBytes, recordNonce, tagBytes } from '@hotseat/protocol'
import type { ByteReader } from './byte-reader.ts'

/** A genuine record. `length` and `start` are of what was sealed; `start` is no longer than was asked for. */
export type OpenedRecord = { readonly kind: RecordKind; readonly length: number; readonly start: Buffer }
/** `end`: nothing comes any more; `torn`: what comes is no whole record; `forged`: it is not what was sealed by this key at this place. */
export type NoRecord = 'end' | 'torn' | 'forged'

/** AES-256. */
export const partKeyBytes = 32

/**
 * Opens the record that comes next, the `number`th. The first `keep` bytes of it are kept, and the rest only checked, so that memory does not
 * depend on its length.
 */
export async function openRecord(
  reader: ByteReader,
  key: Uint8Array,
  number: number,
  keep: number,
): Promise<OpenedRecord | NoRecord> {
  const first = await reader.next(1)
  if (first === null) return 'end'
  const others = await reader.exactly(recordHeadBytes - 1)
  const head = others && Buffer.concat([first, others])
  const parsed = head && parseRecordHead(head)
  if (!parsed) return 'torn'
  const decipher = createDecipheriv('aes-256-gcm', key, recordNonce(number), { authTagLength: tagBytes }).setAAD(head)
  const length = parsed.length - tagBytes
  const kept: Buffer[] = []
  let room = keep
  for (let left = length; left > 0; ) {
    const piece = await reader.next(left)
    if (piece === null) return 'torn'
    left -= piece.length
    const plain = decipher.update(piece)
    if (room > 0) kept.push(plain.subarray(0, room))
    room -= plain.length
  }
  const tag = await reader.exactly(tagBytes)
  if (tag === null) return 'torn'
  try {
    decipher.setAuthTag(tag).final()
  } catch {
    return 'forged'
  }
  return { kind: parsed.kind, length, start: Buffer.concat(kept) }
}
