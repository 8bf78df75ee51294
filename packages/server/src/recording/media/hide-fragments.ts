import type { Recording } from '@hotseat/core'
import type { PartIndex } from './check-part.ts'

/** So long after its end a recorder that was told of it may still capture. */
const graceMs = 2_000

/**
 * Marks what was captured while its recording was paused, or after it had stopped, by a recorder that had not heard of it: it is shown to nobody
 * (spec RC6). With it goes what needs its pictures, up to the next that needs none before it. `startedAt`: when the part began.
 */
export function hideFragments(
  index: PartIndex,
  startedAt: number,
  recording: Pick<Recording, 'pauses' | 'stoppedAt'>,
): PartIndex {
  const unwanted = recording.pauses.map(({ from, to }) => ({ from, to: to ?? Number.POSITIVE_INFINITY }))
  if (recording.stoppedAt !== null) unwanted.push({ from: recording.stoppedAt + graceMs, to: Number.POSITIVE_INFINITY })
  if (unwanted.length === 0) return index
  let ticks = 0
  let isHidden = false
  const fragments = index.fragments.map((fragment) => {
    const from = startedAt + (ticks * 1_000) / index.timescale
    ticks += fragment.duration
    const until = startedAt + (ticks * 1_000) / index.timescale
    isHidden = (isHidden && fragment.goesOn === true) || unwanted.some((stretch) => stretch.from <= from && until <= stretch.to)
    return isHidden ? { ...fragment, hidden: true as const } : fragment
  })
  return { ...index, fragments }
}
