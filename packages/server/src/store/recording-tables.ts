import type { Recording, RecordingState } from '@hotseat/core'

/** A recorder that signed in once: the key of a machine (spec RC14). */
export type RecorderRow = {
  /** The RFC 7638 thumbprint of the key. */
  id: string
  /** The public key, a P-256 JWK. */
  key: { kty: 'EC'; crv: 'P-256'; x: string; y: string }
  /** Whom it signed in for last. */
  userId: string
  place: string | null
  version: string
  firstSeenAt: number
  /** When it last signed in or proved its key. */
  lastSeenAt: number
  /** Since when it is shut out for good (spec RC50). */
  revokedAt: number | null
  /** Hashes of the challenges that it proved its key by lately (spec RC15). */
  usedChallenges: readonly { hash: string; at: number }[]
}
/** A ticket that has not been used (spec RC10). */
export type RecorderTicketRow = {
  /** SHA-256 of the ticket. */
  hash: string
  /** The session that asked for it. */
  sessionId: string
  recorderId: string
  expiresAt: number
}
export type RecordingRow = {
  id: string
  userId: string
  place: string | null
  state: RecordingState
  askedAt: number
  recorderId: string | null
  /** While nobody has begun it: when it has failed. */
  dueAt: number | null
  /** The recording itself; the columns before it repeat what is looked for. */
  recording: Recording
}
/** The calls of recordings, to find one by a call. */
export type RecordedCallRow = { recordingId: string; interactionId: string; answeredAt: number }
/** A part that is on its way: announced, and not checked yet (spec RC30, RC34). */
export type RecordingUploadRow = {
  recordingId: string
  part: number
  recorderId: string
  startedAt: number
  endedAt: number
  /** As its recorder says. */
  cut: boolean
  sha256: string
  bytes: number
  wrappedKey: string
  mediaKey: string
  /** When somebody last went on with it, to the hour. */
  touchedAt: number
}
/** A part that has arrived, and is kept as it came (spec RC30 to RC32). */
export type RecordingPartRow = {
  recordingId: string
  part: number
  recorderId: string
  startedAt: number
  endedAt: number
  /** Its recorder did not get to end it. */
  cut: boolean
  /** Of the file as it came. */
  sha256: string
  storedBytes: number
  /** The part's key, wrapped as it came: a compact JWE. */
  wrappedKey: string
  /** Where the media are in the store of media. */
  mediaKey: string
  /** How long it plays; 0: it was cut before its first picture, or nobody may see any. */
  durationMs: number
}
/** Media that no row names any more, and that are to be removed from the store of media. */
export type MediaRemovalRow = {
  mediaKey: string
  /** When they are to be removed next. */
  dueAt: number
  /** How often they are still to be removed. */
  times: number
}
/** Where everything is in the MP4 that is made of a part. Long, and needed to play it only. */
export type RecordingIndexRow = {
  recordingId: string
  part: number
  index: { initBytes: number; timescale: number; fragments: readonly IndexedFragment[] }
}
/** `goesOn`: its first picture needs those before it. `hidden`: it is shown to nobody (spec RC6). */
export type IndexedFragment = {
  readonly bytes: number
  readonly duration: number
  readonly goesOn?: true
  readonly hidden?: true
}
