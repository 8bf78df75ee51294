import type { PartIndex } from './check-part.ts'

/** A `sidx` counts its references in two bytes. */
const mostReferences = 0xffff
const headBytes = 40
const referenceBytes = 12
/** Starts with a picture that needs none before it: SAP type 1. */
const startsWithSap = 0x9000_0000

/** How long `segmentIndex` will be. */
export function segmentIndexBytes({ fragments }: PartIndex): number {
  return headBytes + referenceBytes * Math.ceil(fragments.length / stepOf(fragments.length))
}

/**
 * The segment index of a part (ISO/IEC 14496-12, 8.16.3), to stand right before its first fragment: a browser finds by it which bytes it
 * needs for a moment. One reference a fragment, or, in a part of more than 18 hours, one for several.
 */
export function segmentIndex(index: PartIndex): Buffer {
  const { timescale, fragments } = index
  const step = stepOf(fragments.length)
  const box = Buffer.alloc(segmentIndexBytes(index))
  box.writeUInt32BE(box.length, 0)
  box.write('sidx', 4, 'latin1')
  box.writeUInt8(1, 8)
  box.writeUInt32BE(1, 12)
  box.writeUInt32BE(timescale, 16)
  // It begins at 0, and the first fragment follows at once: two numbers of eight bytes, and two that are reserved.
  box.writeUInt16BE(Math.ceil(fragments.length / step), 38)
  for (let at = 0, to = headBytes; at < fragments.length; at += step, to += referenceBytes) {
    const some = fragments.slice(at, at + step)
    box.writeUInt32BE(
      some.reduce((sum, { bytes }) => sum + bytes, 0),
      to,
    )
    box.writeUInt32BE(
      Math.min(
        0xffff_ffff,
        some.reduce((sum, { duration }) => sum + duration, 0),
      ),
      to + 4,
    )
    box.writeUInt32BE(startsWithSap, to + 8)
  }
  return box
}

function stepOf(count: number): number {
  return Math.max(1, Math.ceil(count / mostReferences))
}
