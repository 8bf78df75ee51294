import { containerMagic, recordHeadBytes, tagBytes } from '@hotseat/protocol'
import type { RecordingPartRow } from '../../store/tables.ts'
import { createByteReader } from './byte-reader.ts'
import type { PartIndex } from './check-part.ts'
import type { MediaStore } from './media-store.ts'
import { openRecord } from './open-record.ts'
import { segmentIndex, segmentIndexBytes } from './segment-index.ts'

/** What a part is played from. */
export type StoredPart = Pick<RecordingPartRow, 'mediaKey' | 'sha256'>
/** The MP4 that is made of a part: what it begins with, a segment index, its fragments. The same bytes each time (spec RC41). */
export type PlayablePart = {
  readonly bytes: number
  /** A strong one (RFC 9110, 8.8.1). */
  readonly entityTag: string
  /** The bytes [from, to), of which there must be some. What the store has not is an error. */
  read(from: number, to: number): AsyncGenerator<Buffer>
}

/** To be raised when the same part is laid out otherwise. */
const layout = 1
const sealedMore = recordHeadBytes + tagBytes
/** Where a record lies, in the MP4 and in what is stored. */
type Place = { readonly number: number; readonly at: number; readonly bytes: number; readonly storedAt: number }

/** A part as a file, of which only those records are opened that somebody asks for; each is genuine before a byte of it is given. */
export function createPlayablePart(
  media: MediaStore,
  { mediaKey, sha256 }: StoredPart,
  index: PartIndex,
  key: Uint8Array,
): PlayablePart {
  const { initBytes, fragments } = index
  const indexBytes = segmentIndexBytes(index)
  const init: Place = { number: 0, at: 0, bytes: initBytes, storedAt: containerMagic.length }
  const places: Place[] = []
  let at = initBytes + indexBytes
  let storedAt = init.storedAt + initBytes + sealedMore
  for (const { bytes } of fragments) {
    places.push({ number: places.length + 1, at, bytes, storedAt })
    at += bytes
    storedAt += bytes + sealedMore
  }

  /** The records, read in one go. */
  async function* open(run: readonly Place[]): AsyncGenerator<Placed> {
    const [first, last] = [run[0], run.at(-1)]
    if (!first || !last) return
    const stream = await media.read(mediaKey, { from: first.storedAt, to: last.storedAt + last.bytes + sealedMore })
    if (stream === null) throw new Error('the media of a part are gone')
    try {
      const reader = createByteReader(stream)
      for (const place of run) {
        const record = await openRecord(reader, key, place.number, place.bytes)
        if (typeof record === 'string' || record.length !== place.bytes)
          throw new Error('the media of a part are not what arrived')
        yield { at: place.at, content: record.start }
      }
    } finally {
      stream.destroy()
    }
  }

  async function* all(from: number, to: number): AsyncGenerator<Placed> {
    if (from < initBytes) yield* open([init])
    if (from < initBytes + indexBytes && to > initBytes) yield { at: initBytes, content: segmentIndex(index) }
    yield* open(places.filter((place) => place.at < to && place.at + place.bytes > from))
  }

  return {
    bytes: at,
    entityTag: `"${sha256}-${layout}"`,
    async *read(from, to) {
      for await (const { at: start, content } of all(from, to)) {
        const piece = content.subarray(Math.max(0, from - start), Math.max(0, to - start))
        if (piece.length > 0) yield piece
      }
    },
  }
}

type Placed = { readonly at: number; readonly content: Buffer }
