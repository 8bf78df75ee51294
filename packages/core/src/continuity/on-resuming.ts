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
  const freshChallenges = state.loss.freshChallenges + 1
  const asksAgain = code === 'resume.challenge' || code === 'resume.replayed'
  if (!asksAgain || freshChallenges > continuityLimits.freshChallenges) return end(state, code)
  return probe(state, { ...state.loss, freshChallenges }, context)
}
