import type { NewEvent } from '../events.ts'
import type { RecordedCall, RecordingFailure } from './recording.ts'

/** What can be asked of a recording that is there. */
export type RecordingCommand =
  /** A call was answered meanwhile. */
  | { readonly type: 'addCall'; readonly call: RecordedCall }
  /** One of its calls is over; with the last one it stops. */
  | { readonly type: 'endCall'; readonly interactionId: string }
  | { readonly type: 'pause'; readonly by: string }
  | { readonly type: 'resume'; readonly by: string }
  /** A recorder has begun it. */
  | { readonly type: 'begin'; readonly recorderId: string; readonly startedAt: number }
  /** A recorder has named all parts that it made. */
  | { readonly type: 'finish'; readonly recorderId: string; readonly parts: number }
  /** So many parts have arrived. */
  | { readonly type: 'arrive'; readonly arrived: number }
  | { readonly type: 'fail'; readonly failure: RecordingFailure }

/** The events that `evolveRecording` reads. */
export type RecordingEvent = Extract<
  NewEvent,
  {
    readonly kind:
      | 'recording.asked'
      | 'recording.callAdded'
      | 'recording.callEnded'
      | 'recording.begun'
      | 'recording.paused'
      | 'recording.resumed'
      | 'recording.stopped'
      | 'recording.finished'
      | 'recording.stored'
      | 'recording.failed'
  }
>
