/** Something a client must do, in order. Closing what is closed and cancelling what is over does nothing. */
export type ContinuityEffect =
  /** Opens the feed from the last offset. */
  | { readonly type: 'openSocket' }
  | { readonly type: 'closeSocket' }
  | { readonly type: 'sendPing'; readonly n: number }
  | { readonly type: 'probeEcho' }
  | { readonly type: 'requestResume'; readonly challenge: string }
  /** Gives up the echo or resume in flight; nothing it still says is an input. */
  | { readonly type: 'cancelRequest' }
  /** Asks the leading tab whether the server is there (TB2). */
  | { readonly type: 'askLeader' }
  /** Forgets the session, the proof of it, and what was kept for it. */
  | { readonly type: 'clearCredentials' }

/** The effects without parameters, made once: the simulator runs many thousands of these machines. */
export const openSocket: ContinuityEffect = { type: 'openSocket' }
export const closeSocket: ContinuityEffect = { type: 'closeSocket' }
export const probeEcho: ContinuityEffect = { type: 'probeEcho' }
export const cancelRequest: ContinuityEffect = { type: 'cancelRequest' }
export const askLeader: ContinuityEffect = { type: 'askLeader' }
export const clearCredentials: ContinuityEffect = { type: 'clearCredentials' }
export const nothing: readonly ContinuityEffect[] = []
