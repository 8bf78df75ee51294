/**
 * Where a recording stands. `asked`: no recorder has begun it yet; `running`: it is captured, or paused; `stopped`: its calls are over, parts
 * are on their way; `stored`: all parts are there; `failed`: nothing was recorded.
 */
export const recordingStates = ['asked', 'running', 'stopped', 'stored', 'failed'] as const
export type RecordingState = (typeof recordingStates)[number]

/** Why nothing was recorded. */
export const recordingFailures = ['noRecorder', 'notAnswered', 'noScreen', 'noEncoder', 'spoolFull', 'fault'] as const
export type RecordingFailure = (typeof recordingFailures)[number]

/** A call that a recording is about. All moments are epoch milliseconds. */
export type RecordedCall = {
  readonly interactionId: string
  readonly direction: 'inbound' | 'outbound'
  readonly campaign: string
  readonly party: string
  readonly from: number
  /** Null while it goes on. */
  readonly to: number | null
}

/** A stretch in which nothing was captured on purpose. */
export type RecordingPause = { readonly from: number; readonly to: number | null; readonly by: string | null }

/** One stretch of an agent's work, recorded from the screen (docs/spec/recording.md). All moments are epoch milliseconds. */
export type Recording = {
  readonly id: string
  /** The agent. */
  readonly userId: string
  readonly place: string | null
  readonly state: RecordingState
  readonly askedAt: number
  /** Until when a recorder may begin it. */
  readonly giveUpAt: number
  /** When the first part was begun. */
  readonly startedAt: number | null
  readonly stoppedAt: number | null
  readonly calls: readonly RecordedCall[]
  readonly pauses: readonly RecordingPause[]
  /** Who makes it: the thumbprint of the recorder's key. */
  readonly recorderId: string | null
  /** Recorders that were told of it, the last one last; absent: none was. */
  readonly told?: readonly string[]
  /** How many parts its recorder made; null until it said so. */
  readonly partCount: number | null
  readonly failure: RecordingFailure | null
}

/** Whether the recorder is to capture, as far as the server is concerned. */
export function isWanted({ state }: Recording): boolean {
  return state === 'asked' || state === 'running'
}

/** Whether it was only given up: who began it in time may still say so (spec RC17). */
export function isGivenUp({ failure }: Recording): boolean {
  return failure === 'noRecorder' || failure === 'notAnswered'
}

/** Whether it is paused now. */
export function isPaused({ pauses }: Recording): boolean {
  return pauses.at(-1)?.to === null
}
