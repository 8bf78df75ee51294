/**
 * How a part of a recording lies in a file, on the agent's machine and on the server: a magic, then sealed records.
 *
 * ```
 * file   = "HSR1" record*
 * record = kind (1 byte) length (4 bytes, big endian) sealed (length bytes: AES-256-GCM ciphertext and its 16-byte tag)
 * ```
 *
 * The record's number, from 0, is its nonce (12 bytes, big endian), so no record can be left out, moved or doubled; kind and length are
 * authenticated with it. A part's key seals nothing else. It is told to the server as a compact JWE (ECDH-ES+A256KW, A256GCM) whose protected
 * header names, as `hsr`, whose part it opens: `{"tenant": …, "recorder": …, "recording": …}`. Records are, in this order: one `init` (ftyp and moov), `fragment`s (moof and mdat
 * each), and at last, unless the capture was cut off, one `end` with JSON in it: `{"durationMs": …}`.
 */
export const containerMagic = 'HSR1'
export const recordKinds = { init: 1, fragment: 2, end: 3 } as const
/** Whose part a key opens, in the protected header of its JWE: whoever got hold of both cannot have them opened as their own. */
export type PartOwner = {
  readonly tenant: string
  /** The thumbprint of the recorder's key. */
  readonly recorder: string
  readonly recording: string
}
/** The member of that header. */
export const ownerMember = 'hsr'
export type RecordKind = keyof typeof recordKinds
/** Kind and length in front of what is sealed. */
export const recordHeadBytes = 5
export const tagBytes = 16
/** No record is longer; what says so is no record. */
export const longestRecord = 64 * 1024 * 1024

/** A record's head: what is in front of it in the file, and authenticated with it. `length`: with the tag. */
export function encodeRecordHead(kind: RecordKind, length: number): Uint8Array {
  const head = new Uint8Array(recordHeadBytes)
  const view = new DataView(head.buffer)
  view.setUint8(0, recordKinds[kind])
  view.setUint32(1, length)
  return head
}

/** Reads a head; null: that is none. */
export function parseRecordHead(head: Uint8Array): { readonly kind: RecordKind; readonly length: number } | null {
  if (head.byteLength < recordHeadBytes) return null
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  const number = view.getUint8(0)
  const length = view.getUint32(1)
  const kind = (Object.keys(recordKinds) as RecordKind[]).find((each) => recordKinds[each] === number)
  return kind === undefined || length <= tagBytes || length > longestRecord ? null : { kind, length }
}

/** The nonce of the record with this number. */
export function recordNonce(number: number): Uint8Array {
  const nonce = new Uint8Array(12)
  new DataView(nonce.buffer).setBigUint64(4, BigInt(number))
  return nonce
}
