import type { RecordingPartRow } from '../../store/tables.ts'

type Moments = Pick<RecordingPartRow, 'startedAt' | 'endedAt'>

/** Two clocks that are kept well differ by less, and so do a part's pictures and the time that it took. */
const toleranceMs = 5_000

/**
 * When a part was made, as far as what its recorder told can be (spec RC36): not before its recording was asked for, not in the future, and for as
 * long as it plays. When a part ended that its recorder did not end, its pictures know best. `playsMs`: with what is shown to nobody.
 */
export function momentsOf(told: Moments & Pick<RecordingPartRow, 'cut'>, askedAt: number, playsMs: number, now: number): Moments {
  const startedAt = Math.min(Math.max(told.startedAt, askedAt - toleranceMs), now)
  const isLikely = !told.cut && told.endedAt >= startedAt && Math.abs(told.endedAt - startedAt - playsMs) <= toleranceMs
  return { startedAt, endedAt: isLikely ? told.endedAt : startedAt + playsMs }
}
