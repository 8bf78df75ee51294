import type { RecordingFailure } from '@hotseat/core'

/** A recording that this recorder is to make. Moments are of this machine's clock. */
export type Job = {
  readonly recordingId: string
  /** Until when its first picture has to be there. */
  readonly beginBy: number
  /** When it ends though nobody stopped it (spec CAP4). */
  readonly endsAt: number
  /** A picture of it was captured, if need be before a restart. */
  readonly begun: boolean
}

/** What the recorder does. `run` is the number of the last capture, in every state. */
export type Work = { readonly run: number } & (
  | { readonly kind: 'idle' }
  | { readonly kind: 'capturing'; readonly job: Job; readonly since: number; readonly tries: number }
  | { readonly kind: 'paused'; readonly job: Job }
  /** The capture ended by itself and is begun again at `retryAt`. */
  | { readonly kind: 'retrying'; readonly job: Job; readonly tries: number; readonly retryAt: number }
  /** The spool has no room. */
  | { readonly kind: 'full'; readonly job: Job }
  /** This recording is over for us, whatever the orders say of it. */
  | { readonly kind: 'spent'; readonly recordingId: string }
)

/** What happened. */
export type WorkInput =
  /** What the server wants now; null: nothing is to be recorded. */
  | { readonly type: 'ordersRead'; readonly job: Job | null; readonly paused: boolean }
  | { readonly type: 'paused' | 'resumed' | 'stopped' | 'refused'; readonly recordingId: string }
  | { readonly type: 'pictureTaken'; readonly run: number }
  | { readonly type: 'captureEnded'; readonly run: number; readonly failure: RecordingFailure }
  | { readonly type: 'signedOut' | 'spoolFilled' | 'spoolDrained' | 'timePassed' }

/** What is to be done. */
export type WorkEffect =
  | { readonly type: 'startCapture'; readonly run: number; readonly recordingId: string }
  | { readonly type: 'endCapture'; readonly run: number }
  | { readonly type: 'reportFailed'; readonly recordingId: string; readonly failure: RecordingFailure }
  /** No more parts come: they can be named. */
  | { readonly type: 'close'; readonly recordingId: string }

export const initialWork: Work = { kind: 'idle', run: 0 }

/** The recording that a state is about. */
export function jobOf(work: Work): Job | null {
  return 'job' in work ? work.job : null
}
