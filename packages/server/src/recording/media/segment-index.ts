import type { IndexedFragment } from '../../store/recording-tables.ts'
import type { PartIndex } from './check-part.ts'

/** A `sidx` counts its references in two bytes, and the bytes of one in 31 bits. */
const mostReferences = 0xffff
const mostBytes = 0x7fff_ffff
const headBytes = 40
const referenceBytes = 12
/** Starts with a picture that needs none before it: SAP type 1. */
const startsWithSap = 0x9000_0000

/** Fragments that are found together. It lasts until the next one begins. */
type Segment = { bytes: number; duration: number; readonly startsAnew: boolean }
/** `from`: when the first one begins. */
type Segments = { readonly from: number; readonly segments: readonly Segment[] }

/** How long `segmentIndex` will be. */
export function segmentIndexBytes({ fragments }: PartIndex): number {
  return headBytes + referenceBytes * segmentsOf(fragments).segments.length
}

/**
 * The segment index of a part (ISO/IEC 14496-12, 8.16.3), to stand right before its first fragment: a browser finds by it which bytes it
 * needs for a moment. One reference for each picture that needs none before it, or, in a part of more than 18 hours, for several. While
 * fragments are hidden the picture before them stands.
 */
export function segmentIndex({ timescale, fragments }: PartIndex): Buffer {
  const { from, segments } = segmentsOf(fragments)
  const box = Buffer.alloc(headBytes + referenceBytes * segments.length)
  box.writeUInt32BE(box.length, 0)
  box.write('sidx', 4, 'latin1')
  box.writeUInt8(1, 8)
  box.writeUInt32BE(1, 12)
  box.writeUInt32BE(timescale, 16)
  box.writeBigUInt64BE(BigInt(from), 20)
  // The first fragment follows at once: a number of eight bytes that is 0, and two that are reserved.
  box.writeUInt16BE(segments.length, 38)
  for (const [at, { bytes, duration, startsAnew }] of segments.entries()) {
    const to = headBytes + at * referenceBytes
    box.writeUInt32BE(bytes, to)
    box.writeUInt32BE(Math.min(0xffff_ffff, duration), to + 4)
    box.writeUInt32BE(startsAnew ? startsWithSap : 0, to + 8)
  }
  return box
}

function segmentsOf(fragments: readonly IndexedFragment[]): Segments {
  const segments: Segment[] = []
  const starts = fragments.filter(({ goesOn, hidden }) => !goesOn && !hidden).length
  const step = Math.max(1, Math.ceil(starts / mostReferences))
  let start = 0
  let from = 0
  for (const { bytes, duration, goesOn, hidden } of fragments) {
    const last = segments.at(-1)
    if (hidden) {
      if (last) last.duration += duration
      else from += duration
      continue
    }
    const isNext = !goesOn && start++ % step === 0
    if (last === undefined || isNext || last.bytes + bytes > mostBytes) segments.push({ bytes, duration, startsAnew: !goesOn })
    else {
      last.bytes += bytes
      last.duration += duration
    }
  }
  return { from, segments }
}
