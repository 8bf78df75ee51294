import type { ByeCause } from './bye-cause.ts'
import { type ContinuityContext, type ContinuityStep, end, lose, pause } from './move.ts'
import type { Continuity } from './state.ts'

/** The server is about to close the socket and says why (PR7, RE7, LC3). */
export function onBye(state: Continuity, bye: ByeCause, context: ContinuityContext): ContinuityStep {
  switch (bye.reason) {
    case 'draining':
      return pause(state, 'socket', bye.waitMs, context)
    case 'ended':
      return bye.code?.startsWith('resume.') ? end(state, bye.code) : onMissing(state, bye.code ?? 'session.ended', context)
    case 'unauthorised':
      return onMissing(state, bye.code ?? 'session.missing', context)
    default:
      return pause(state, 'socket', bye.waitMs, context)
  }
}

/** The server does not know the credentials (RE7). A socket that never said hello waits first (RE8). */
export function onMissing(state: Continuity, code: string, context: ContinuityContext): ContinuityStep {
  if (!context.settings.autoRelogin) return end(state, code)
  return state.kind === 'connecting' && state.loss !== null ? pause(state, 'socket', undefined, context) : lose(state, context)
}
