import type { ContinuityInput } from './input.ts'
import { type ContinuityContext, type ContinuityStep, connect, end, pause, probe, stay } from './move.ts'
import { continuityLimits } from './settings.ts'
import type { StateOf } from './state.ts'

/** A resume is in flight. */
export function onResuming(state: StateOf<'resuming'>, input: ContinuityInput, context: ContinuityContext): ContinuityStep {
  switch (input.type) {
    case 'resumeSucceeded':
      return connect(state, { ...state.loss, freshChallenges: 0 }, context)
    case 'resumeRefused':
      return refused(state, input.code, context)
    case 'resumeFailed':
      return pause(state, 'resume', input.retryAfterMs, context)
    case 'timePassed':
    case 'thawed':
      return context.now >= state.wakeAt ? pause(state, 'resume', undefined, context) : stay(state)
    case 'leaderConnected':
      return connect(state, state.loss, context)
    default:
      return stay(state)
  }
}

function refused(state: StateOf<'resuming'>, code: string, context: ContinuityContext): ContinuityStep {
  if (code !== 'resume.challenge' && code !== 'resume.replayed') return end(state, code)
  // Neither says anything about the session: a proxy that sends things twice must not sign anybody out.
  const freshChallenges = state.loss.freshChallenges + 1
  if (freshChallenges <= continuityLimits.freshChallenges) return probe(state, { ...state.loss, freshChallenges }, context)
  return pause({ ...state, loss: { ...state.loss, freshChallenges: 0 } }, 'resume', undefined, context)
}
