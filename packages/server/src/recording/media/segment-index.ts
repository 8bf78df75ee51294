import type { IndexedFragment } from '../../store/recording-tables.ts'
import type { PartIndex } from './check-part.ts'

/** A `sidx` counts its references in two bytes, and the bytes of one in 31 bits. */
const mostReferences = 0xffff
const mostBytes = 0x7fff_ffff
const headBytes = 40
const referenceBytes = 12
/** Starts with a picture that needs none before it: SAP type 1. */
const startsWithSap = 0x9000_0000

/** Fragments that are found together. */
type Segment = { bytes: number; duration: number; readonly startsAnew: boolean }

/** How long `segmentIndex` will be. */
export function segmentIndexBytes({ fragments }: PartIndex): number {
  return headBytes + referenceBytes * segmentsOf(fragments).length
}

/**
 * The segment index of a part (ISO/IEC 14496-12, 8.16.3), to stand right before its first fragment: a browser finds by it which bytes it
 * needs for a moment. One reference for each picture that needs none before it, or, in a part of more than 18 hours, for several.
 */
export function segmentIndex({ timescale, fragments }: PartIndex): Buffer {
  const segments = segmentsOf(fragments)
  const box = Buffer.alloc(headBytes + referenceBytes * segments.length)
  box.writeUInt32BE(box.length, 0)
  box.write('sidx', 4, 'latin1')
  box.writeUInt8(1, 8)
  box.writeUInt32BE(1, 12)
  box.writeUInt32BE(timescale, 16)
  // It begins at 0, and the first fragment follows at once: two numbers of eight bytes, and two that are reserved.
  box.writeUInt16BE(segments.length, 38)
  for (const [at, { bytes, duration, startsAnew }] of segments.entries()) {
    const to = headBytes + at * referenceBytes
    box.writeUInt32BE(bytes, to)
    box.writeUInt32BE(Math.min(0xffff_ffff, duration), to + 4)
    box.writeUInt32BE(startsAnew ? startsWithSap : 0, to + 8)
  }
  return box
}

function segmentsOf(fragments: readonly IndexedFragment[]): readonly Segment[] {
  const segments: Segment[] = []
  const starts = fragments.filter(({ goesOn }) => !goesOn).length
  const step = Math.max(1, Math.ceil(starts / mostReferences))
  let start = 0
  for (const { bytes, duration, goesOn } of fragments) {
    const last = segments.at(-1)
    const isNext = !goesOn && start++ % step === 0
    if (last === undefined || isNext || last.bytes + bytes > mostBytes) segments.push({ bytes, duration, startsAnew: !goesOn })
    else {
      last.bytes += bytes
      last.duration += duration
    }
  }
  return segments
}
