import type { RecordingDocument } from '@hotseat/protocol'

/** Why nothing is to be seen: it was paused, it is still on its way, or nothing was captured. */
export type GapReason = 'pause' | 'coming' | 'missing'

/** A stretch of the recording's time (epoch ms): a part that can be played, or a gap. */
export type Stretch =
  | { readonly kind: 'part'; readonly from: number; readonly to: number; readonly part: number; readonly cut: boolean }
  | { readonly kind: 'gap'; readonly from: number; readonly to: number; readonly why: GapReason; readonly by: string | null }
export type PartStretch = Extract<Stretch, { readonly kind: 'part' }>

/** All of a recording on one line, without holes between its stretches. */
export type RecordingTimeline = { readonly from: number; readonly to: number; readonly stretches: readonly Stretch[] }

/** Where a player stands: a part, and how far into it. */
export type Spot = { readonly part: number; readonly offsetMs: number }

/** A capture that goes on in another part takes about so long to change over; that is no gap. */
const changeOverMs = 2_000

/** Lays out the parts by the clock of the machine that made them (spec DKR10). A recording without parts has no line. */
export function buildRecordingTimeline(
  recording: Pick<RecordingDocument, 'state' | 'parts' | 'pauses' | 'stoppedAt'>,
): RecordingTimeline | null {
  const parts = recording.parts.toSorted((a, b) => a.part - b.part)
  const [first] = parts
  if (first === undefined) return null
  const stretches: Stretch[] = []
  const pauses = recording.pauses.toSorted((a, b) => a.from - b.from)
  const isWhole = recording.state === 'stored' || recording.state === 'failed'
  const addGap = (from: number, to: number) => {
    let at = from
    for (const { from: pausedAt, to: wentOnAt, by } of pauses) {
      const [start, end] = [Math.max(at, pausedAt), Math.min(to, wentOnAt ?? to)]
      // What somebody kept from being recorded is told, however short it was.
      if (start >= end) continue
      const isFirst = !addLoss(at, start)
      const isLast = to - end < changeOverMs
      stretches.push({ kind: 'gap', from: isFirst ? at : start, to: isLast ? to : end, why: 'pause', by })
      at = isLast ? to : end
    }
    addLoss(at, to)
  }
  /** What nobody paused; false: it is too short to be more than a change of parts. */
  const addLoss = (from: number, to: number) => {
    const isLoss = to - from >= changeOverMs
    if (isLoss) stretches.push({ kind: 'gap', from, to, why: isWhole ? 'missing' : 'coming', by: null })
    return isLoss
  }
  let end = first.startedAt
  for (const { part, startedAt, durationMs, cut } of parts) {
    addGap(end, startedAt)
    // Two clocks, or a picture that lasts a little longer than its part: a moment belongs to one part.
    const from = Math.max(end, startedAt)
    end = from + durationMs
    stretches.push({ kind: 'part', from, to: end, part, cut })
  }
  if (recording.stoppedAt !== null) addGap(end, recording.stoppedAt)
  return { from: first.startedAt, to: Math.max(end, stretches.at(-1)?.to ?? end), stretches }
}

/** The parts of a line, in their order. */
export function partsOf({ stretches }: RecordingTimeline): readonly PartStretch[] {
  return stretches.filter((each) => each.kind === 'part')
}

/** What is played at a moment: in a gap, the beginning of the part behind it; behind the last one, its end. */
export function spotAt(timeline: RecordingTimeline, at: number): Spot | null {
  const parts = partsOf(timeline)
  const found = parts.find(({ to }) => at < to) ?? parts.at(-1)
  if (found === undefined) return null
  return { part: found.part, offsetMs: Math.min(Math.max(0, at - found.from), found.to - found.from) }
}

/** The moment that is shown so far into a part. */
export function momentAt(timeline: RecordingTimeline, { part, offsetMs }: Spot): number {
  const found = partsOf(timeline).find((each) => each.part === part)
  return found === undefined ? timeline.from : Math.min(found.from + offsetMs, found.to)
}

/** Where one is after so many ms of what was captured, back or on; gaps do not count, as they do not in playing. */
export function stepFrom(timeline: RecordingTimeline, spot: Spot, byMs: number): Spot {
  const parts = partsOf(timeline)
  const beforeMs = parts.reduce((ms, { part, from, to }) => ms + (part < spot.part ? to - from : 0), 0)
  let leftMs = Math.max(0, beforeMs + spot.offsetMs + byMs)
  for (const { part, from, to } of parts) {
    if (leftMs < to - from) return { part, offsetMs: leftMs }
    leftMs -= to - from
  }
  return spotAt(timeline, timeline.to) ?? spot
}

/** The part that comes after this one; undefined: it was the last. */
export function partAfter(timeline: RecordingTimeline, part: number): number | undefined {
  return partsOf(timeline).find((each) => each.part > part)?.part
}
