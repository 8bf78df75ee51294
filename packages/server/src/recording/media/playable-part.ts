import { containerMagic, recordHeadBytes, tagBytes } from '@hotseat/protocol'
import type { RecordingPartRow } from '../../store/tables.ts'
import { createByteReader } from './byte-reader.ts'
import type { PartIndex } from './check-part.ts'
import type { MediaStore } from './media-store.ts'
import { openRecord } from './open-record.ts'
import { segmentIndex, segmentIndexBytes } from './segment-index.ts'

/** What a part is played from. */
export type StoredPart = Pick<RecordingPartRow, 'mediaKey' | 'sha256'>
/** The MP4 that is made of a part: what it begins with, a segment index, those fragments that may be seen. The same bytes each time (spec RC41). */
export type PlayablePart = {
  readonly bytes: number
  /** A strong one (RFC 9110, 8.8.1). */
  readonly entityTag: string
  /** The bytes [from, to), of which there must be some, in small pieces. What the store has not is an error. */
  read(from: number, to: number): AsyncGenerator<Buffer>
}

/** To be raised when the same part is laid out otherwise. */
const layout = 1
const sealedMore = recordHeadBytes + tagBytes
/** So much is read at a time, unless one fragment is longer: some seconds of a screen. */
const runBytes = 1024 * 1024
/** Small enough to see that somebody takes it, however slowly. */
const pieceBytes = 64 * 1024
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
  for (const [before, { bytes, hidden }] of fragments.entries()) {
    if (!hidden) {
      places.push({ number: before + 1, at, bytes, storedAt })
      at += bytes
    }
    storedAt += bytes + sealedMore
  }

  /** Records that lie one after the other. The store is let go before anybody is given them: whoever reads slowly holds none of its lines. */
  async function open(run: readonly [Place, ...Place[]]): Promise<readonly Placed[]> {
    const to = endOf(run.at(-1) ?? run[0])
    const stream = await media.read(mediaKey, { from: run[0].storedAt, to })
    if (stream === null) throw new Error('the media of a part are gone')
    try {
      const reader = createByteReader(stream)
      const opened: Placed[] = []
      for (const place of run) {
        const record = await openRecord(reader, key, place.number, place.bytes)
        if (typeof record === 'string' || record.length !== place.bytes)
          throw new Error('the media of a part are not what arrived')
        opened.push({ at: place.at, content: record.start })
      }
      // To its end, so that its line can be used again.
      await reader.next(1)
      return opened
    } finally {
      stream.destroy()
    }
  }

  async function* all(from: number, to: number): AsyncGenerator<Placed> {
    if (from < initBytes) yield* await open([init])
    if (from < initBytes + indexBytes && to > initBytes) yield { at: initBytes, content: segmentIndex(index) }
    for (const run of runsOf(places.filter((place) => place.at < to && place.at + place.bytes > from))) yield* await open(run)
  }

  return {
    bytes: at,
    entityTag: `"${sha256}-${layout}"`,
    async *read(from, to) {
      for await (const { at: start, content } of all(from, to)) {
        const wanted = content.subarray(Math.max(0, from - start), Math.max(0, to - start))
        for (let given = 0; given < wanted.length; given += pieceBytes) yield wanted.subarray(given, given + pieceBytes)
      }
    },
  }
}

type Placed = { readonly at: number; readonly content: Buffer }

function endOf({ storedAt, bytes }: Place): number {
  return storedAt + bytes + sealedMore
}

/** Places that lie one after the other where they are stored, and are not too many to hold. */
function runsOf(places: readonly Place[]): readonly [Place, ...Place[]][] {
  const runs: [Place, ...Place[]][] = []
  for (const place of places) {
    const run = runs.at(-1)
    const last = run?.at(-1)
    if (run && last && endOf(last) === place.storedAt && endOf(place) - run[0].storedAt <= runBytes) run.push(place)
    else runs.push([place])
  }
  return runs
}
