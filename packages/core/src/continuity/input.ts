import type { ByeCause } from './bye-cause.ts'

/** Something that happened to a client. */
export type ContinuityInput =
  /** A session was given: by a sign-in here or in another tab, or by a cookie that is still good. */
  | { readonly type: 'signedIn' }
  /** A session and its key were found in this browser, but the server did not take the cookie (LC5). */
  | { readonly type: 'sessionStored' }
  /** A person signed out, here or in another tab. */
  | { readonly type: 'signedOut' }
  | { readonly type: 'sessionEnded'; readonly code: string }
  /** A call was refused because the server does not know our session (RE7). */
  | { readonly type: 'sessionMissing'; readonly code: string }
  /** `wakeAt` is now, or was. */
  | { readonly type: 'timePassed' }
  | { readonly type: 'helloReceived' }
  | { readonly type: 'socketClosed' }
  | ByeCause
  | { readonly type: 'pongReceived'; readonly waitMs?: number }
  /** The keep-alive could not be sent. */
  | { readonly type: 'pingFailed' }
  | { readonly type: 'echoAnswered'; readonly challenge: string; readonly waitMs: number }
  | { readonly type: 'echoFailed'; readonly retryAfterMs?: number }
  | { readonly type: 'resumeSucceeded' }
  /** The server said no; `code` is `resume.*`, or another that a further try would not change. */
  | { readonly type: 'resumeRefused'; readonly code: string }
  /** Nobody answered, or the server is too busy to. */
  | { readonly type: 'resumeFailed'; readonly retryAfterMs?: number }
  | { readonly type: 'wentOffline' }
  | { readonly type: 'wentOnline' }
  | { readonly type: 'becameVisible' }
  /** The page was frozen, cached or asleep, and runs again. */
  | { readonly type: 'thawed' }
  /** A person asks to try now. */
  | { readonly type: 'retryAsked' }
  | { readonly type: 'preferencesChanged' }
  /** The leading tab has the session and the server answers it. */
  | { readonly type: 'leaderConnected' }
  /** The leading tab lost the server, too, and next asks for it then (TB6). */
  | { readonly type: 'leaderTrying'; readonly nextTryAt: number }
  /** This tab leads from now on; `context.leads` says so, too. */
  | { readonly type: 'leadershipGained' }
