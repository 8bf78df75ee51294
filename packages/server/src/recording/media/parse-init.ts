import { findBox, parseBoxes, parseOrNull } from './boxes.ts'

/** What fragments are read by: the picture's track. */
export type Track = {
  readonly id: number
  /** Ticks a second. */
  readonly timescale: number
  /** How long a sample is that does not say so itself. */
  readonly sampleDuration: number
  /** The flags of a sample that has none of its own. */
  readonly sampleFlags: number
}

/** Reads what a part begins with: `ftyp` and `moov` of one track. Null: it is something else. */
export function parseInit(bytes: Buffer): Track | null {
  return parseOrNull(() => {
    const types = parseBoxes(bytes)?.map(({ type }) => type)
    if (types?.join() !== 'ftyp,moov') return null
    const trackHead = findBox(bytes, 'moov', 'trak', 'tkhd')
    const mediaHead = findBox(bytes, 'moov', 'trak', 'mdia', 'mdhd')
    const defaults = findBox(bytes, 'moov', 'mvex', 'trex')
    if (!trackHead || !mediaHead || !defaults) return null
    // Version 1 of a head has moments of eight bytes.
    const id = trackHead.readUInt32BE(trackHead[0] === 1 ? 20 : 12)
    const timescale = mediaHead.readUInt32BE(mediaHead[0] === 1 ? 20 : 12)
    const [sampleDuration, sampleFlags] = [defaults.readUInt32BE(12), defaults.readUInt32BE(20)]
    return timescale === 0 ? null : { id, timescale, sampleDuration, sampleFlags }
  })
}
