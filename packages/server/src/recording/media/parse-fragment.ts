import { findBox, parseBoxes, parseOrNull } from './boxes.ts'
import type { Track } from './parse-init.ts'

/** When a fragment plays, in ticks of its track. */
export type Fragment = { readonly from: number; readonly duration: number }

/** Which fields a `tfhd` has, and a `trun`; and the fields a `trun` has for each sample. */
const baseOffset = 0x1
const describes = 0x2
const defaultDuration = 0x8
const dataOffset = 0x1
const firstFlags = 0x4
const sampleFields = [0x100, 0x200, 0x400, 0x800] as const

/**
 * Reads a fragment, of which the start is there: a `moof` and an `mdat`, and nothing else. Null: it is something else, or names places in
 * the file (it will stand at another one).
 */
export function parseFragment(start: Buffer, length: number, track: Track): Fragment | null {
  return parseOrNull(() => {
    const boxes = parseBoxes(start)
    const [moof, mdat, more] = boxes ?? []
    if (moof?.type !== 'moof' || mdat?.type !== 'mdat' || more || moof.size + mdat.size !== length) return null
    const of = findTrack(moof.body, track.id)
    const head = of && findBox(of, 'tfhd')
    const time = of && findBox(of, 'tfdt')
    if (!head || !time) return null
    const flags = head.readUIntBE(1, 3)
    if ((flags & baseOffset) !== 0) return null
    const usual =
      (flags & defaultDuration) === 0 ? track.sampleDuration : head.readUInt32BE(8 + ((flags & describes) === 0 ? 0 : 4))
    const runs = parseBoxes(of)?.filter(({ type }) => type === 'trun') ?? []
    return {
      from: time[0] === 1 ? Number(time.readBigUInt64BE(4)) : time.readUInt32BE(4),
      duration: runs.reduce((sum, { body }) => sum + durationOf(body, usual), 0),
    }
  })
}

function findTrack(moof: Buffer, id: number): Buffer | undefined {
  return parseBoxes(moof)?.find(({ type, body }) => type === 'traf' && findBox(body, 'tfhd')?.readUInt32BE(4) === id)?.body
}

function durationOf(run: Buffer, usual: number): number {
  const flags = run.readUIntBE(1, 3)
  const count = run.readUInt32BE(4)
  if ((flags & sampleFields[0]) === 0) return count * usual
  const width = 4 * sampleFields.filter((field) => (flags & field) !== 0).length
  const head = 8 + ((flags & dataOffset) === 0 ? 0 : 4) + ((flags & firstFlags) === 0 ? 0 : 4)
  let sum = 0
  for (let sample = 0; sample < count; sample++) sum += run.readUInt32BE(head + sample * width)
  return sum
}
