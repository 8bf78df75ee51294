import { findBox, parseBoxes, parseOrNull } from './boxes.ts'
import type { Track } from './parse-init.ts'

/** When a fragment plays, in ticks of its track; and whether its first picture needs none before it. */
export type Fragment = { readonly from: number; readonly duration: number; readonly startsAnew: boolean }

/** Which fields a `tfhd` has, in their order, and a `trun`; and the fields a `trun` has for each sample. */
const baseOffset = 0x1
const describes = 0x2
const defaultDuration = 0x8
const defaultSize = 0x10
const defaultFlags = 0x20
const dataOffset = 0x1
const firstFlags = 0x4
const flagsOfSample = 0x400
const sampleFields = [0x100, 0x200, flagsOfSample, 0x800] as const
/** `sample_is_non_sync_sample`. */
const needsOthers = 0x1_0000

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
    const usual = (field: number, otherwise: number) => {
      const before = [describes, defaultDuration, defaultSize].filter((each) => each < field && (flags & each) !== 0).length
      return (flags & field) === 0 ? otherwise : head.readUInt32BE(8 + 4 * before)
    }
    const runs = parseBoxes(of)?.flatMap(({ type, body }) => (type === 'trun' ? [body] : [])) ?? []
    const duration = usual(defaultDuration, track.sampleDuration)
    const first = runs[0] && firstFlagsOf(runs[0], usual(defaultFlags, track.sampleFlags))
    return {
      from: time[0] === 1 ? Number(time.readBigUInt64BE(4)) : time.readUInt32BE(4),
      duration: runs.reduce((sum, run) => sum + durationOf(run, duration), 0),
      startsAnew: first !== undefined && (first & needsOthers) === 0,
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
  const width = 4 * fieldsBefore(flags, Number.POSITIVE_INFINITY)
  let sum = 0
  for (let sample = 0; sample < count; sample++) sum += run.readUInt32BE(headOf(flags) + sample * width)
  return sum
}

function firstFlagsOf(run: Buffer, usual: number): number {
  const flags = run.readUIntBE(1, 3)
  if ((flags & firstFlags) !== 0) return run.readUInt32BE(headOf(flags) - 4)
  return (flags & flagsOfSample) === 0 ? usual : run.readUInt32BE(headOf(flags) + 4 * fieldsBefore(flags, flagsOfSample))
}

/** Where the fields of a run's first sample are. */
function headOf(flags: number): number {
  return 8 + ((flags & dataOffset) === 0 ? 0 : 4) + ((flags & firstFlags) === 0 ? 0 : 4)
}

/** How many fields a sample has before this one. */
function fieldsBefore(flags: number, field: number): number {
  return sampleFields.filter((each) => each < field && (flags & each) !== 0).length
}
