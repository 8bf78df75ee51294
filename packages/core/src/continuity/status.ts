import type { Continuity } from './state.ts'

/** What the connection is, in the words of the connection pill; moments are epoch milliseconds. */
export type ConnectionStatus =
  | { readonly kind: 'signedOut'; readonly code: string | null }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'connected' }
  | { readonly kind: 'checking'; readonly since: number }
  | { readonly kind: 'reconnecting'; readonly since: number; readonly nextTryAt: number; readonly attempt: number }

/** What to show for a state; never more than the server answered for (ST1–ST4). */
export function statusOf(state: Continuity): ConnectionStatus {
  switch (state.kind) {
    case 'signedOut':
      return { kind: 'signedOut', code: null }
    case 'ended':
      return { kind: 'signedOut', code: state.code }
    case 'connected':
      return { kind: 'connected' }
    case 'checking':
      return { kind: 'checking', since: state.since }
    case 'connecting':
      if (state.loss === null) return { kind: 'connecting' }
      return { kind: 'reconnecting', since: state.loss.since, nextTryAt: state.startedAt, attempt: state.loss.attempt + 1 }
    case 'probing':
    case 'resuming':
      return { kind: 'reconnecting', since: state.loss.since, nextTryAt: state.startedAt, attempt: state.loss.attempt + 1 }
    case 'following':
      return {
        kind: 'reconnecting',
        since: state.loss.since,
        nextTryAt: state.leaderTryAt ?? state.wakeAt,
        attempt: state.loss.attempt + 1,
      }
    default:
      return { kind: 'reconnecting', since: state.loss.since, nextTryAt: state.wakeAt, attempt: state.loss.attempt + 1 }
  }
}
