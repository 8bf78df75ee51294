import { createHash, type Hash } from 'node:crypto'
import { containerMagic } from '@hotseat/protocol'
import type { RecordingIndexRow } from '../../store/tables.ts'
import { createByteReader } from './byte-reader.ts'
import { openRecord, partKeyBytes } from './open-record.ts'
import { type Fragment, parseFragment } from './parse-fragment.ts'
import { parseInit, type Track } from './parse-init.ts'

/** What its recorder told of a part. */
export type ToldPart = { readonly sha256: string; readonly cut: boolean }
export type PartIndex = RecordingIndexRow['index']
/** A part that is what was told, or why it is not. `isCut`: it was not ended. */
export type CheckedPart =
  | { readonly index: PartIndex; readonly storedBytes: number; readonly isCut: boolean }
  | { readonly fault: string }

/** Of each record so much is looked at: all of an `init`, and of a fragment all but the pictures. */
const looksAt = 1024 * 1024
/** More than a day of them. */
const mostFragments = 100_000
/** No capture lasts longer; what says so is made up. */
const mostSeconds = 48 * 3_600
/** What the index of a file can hold as a duration. */
const longest = 0xffff_ffff

/** What is read so far. */
type Reading = { track: Track | null; initBytes: number; readonly fragments: (Fragment & { readonly bytes: number })[] }
/** How reading a part's records ended: at its end, where it was cut, or because it is none. */
type Ending = 'ended' | 'cut' | { readonly fault: string }

/**
 * Reads a part once, from its first byte to its last: every record is opened, its place in the video noted, and the whole is compared with the
 * SHA-256 that was told (spec RC30). Of a part that was cut, what follows the last whole record does not count (spec RC31). Memory does not
 * depend on its length, and each chunk that is read lets others have their turn.
 */
export async function checkPart(source: AsyncIterable<Buffer>, told: ToldPart, key: Uint8Array): Promise<CheckedPart> {
  if (key.byteLength !== partKeyBytes) return { fault: 'the key is none of AES-256' }
  const hash = createHash('sha256')
  const passed = { bytes: 0 }
  const reader = createByteReader(hashed(source, hash, passed))
  const reading: Reading = { track: null, initBytes: 0, fragments: [] }
  const ending = await readRecords(reader, key, reading)
  while ((await reader.next(looksAt)) !== null);
  if (hash.digest('hex') !== told.sha256) return { fault: 'the SHA-256 is another one' }
  if (typeof ending === 'object') return ending
  if (ending === 'cut' && !told.cut) return { fault: 'it was not ended, and that was not told' }
  const index = indexOf(reading)
  if (ticksOf(index) > mostSeconds * index.timescale) return { fault: 'it lasts more than two days' }
  return { index, storedBytes: passed.bytes, isCut: ending === 'cut' }
}

/** How long a part plays, in ticks of its track. */
export function ticksOf({ fragments }: PartIndex): number {
  return fragments.reduce((sum, { duration }) => sum + duration, 0)
}

async function* hashed(source: AsyncIterable<Buffer>, hash: Hash, passed: { bytes: number }) {
  for await (const chunk of source) {
    hash.update(chunk)
    passed.bytes += chunk.length
    yield chunk
  }
}

async function readRecords(reader: ReturnType<typeof createByteReader>, key: Uint8Array, reading: Reading): Promise<Ending> {
  const magic = await reader.exactly(containerMagic.length)
  if (magic?.toString('latin1') !== containerMagic) return 'cut'
  for (let number = 0; ; number++) {
    const record = await openRecord(reader, key, number, looksAt)
    // After a loss of power zeros, or half of what was written, can stand where the next record was to be.
    if (record === 'forged' && number === 0) return { fault: 'it does not open by its key' }
    if (typeof record === 'string') return 'cut'
    const { kind, start, length } = record
    if ((kind === 'init') !== (number === 0)) return { fault: `a record of the kind ${kind} is at the wrong place` }
    if (kind === 'end') return (await reader.next(1)) === null ? endOf(start) : { fault: 'it goes on after its end' }
    if (kind === 'init') {
      reading.track = length > looksAt ? null : parseInit(start)
      reading.initBytes = length
      if (reading.track === null) return { fault: 'it begins with no MP4 of one track' }
    } else {
      const fragment = reading.track && parseFragment(start, length, reading.track)
      if (!fragment) return { fault: `record ${number} is no fragment of an MP4` }
      if (reading.fragments.push({ ...fragment, bytes: length }) > mostFragments) return { fault: 'it has too many fragments' }
    }
  }
}

function endOf(text: Buffer): Ending {
  try {
    const end: unknown = JSON.parse(text.toString())
    return typeof end === 'object' && end !== null ? 'ended' : { fault: 'its end says nothing' }
  } catch {
    return { fault: 'its end says nothing' }
  }
}

/** A fragment plays until the next one begins. */
function indexOf({ track, initBytes, fragments }: Reading): PartIndex {
  const lasts = fragments.map(({ from, duration, startsAnew, bytes }, at) => {
    const until = fragments[at + 1]?.from ?? 0
    const lasts = Math.min(longest, until > from ? until - from : duration)
    return startsAnew ? { bytes, duration: lasts } : { bytes, duration: lasts, goesOn: true as const }
  })
  return { initBytes, timescale: track?.timescale ?? 1, fragments: lasts }
}
