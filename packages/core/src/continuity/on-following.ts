import { nothing } from './effect.ts'
import type { ContinuityInput } from './input.ts'
import { type ContinuityContext, type ContinuityStep, connect, follow, followUntil, probe, stay } from './move.ts'
import type { StateOf } from './state.ts'

/** The leading tab finds out; this one waits for its word for as long as it gives signs of trying (TB2, TB3, TB6). */
export function onFollowing(state: StateOf<'following'>, input: ContinuityInput, context: ContinuityContext): ContinuityStep {
  switch (input.type) {
    case 'leaderConnected':
      return connect(state, state.loss, context)
    case 'leaderTrying':
      return { state: { ...state, leaderTryAt: input.nextTryAt, wakeAt: followUntil(context) }, effects: nothing }
    case 'leadershipGained':
    case 'retryAsked':
      return probe(state, state.loss, context)
    case 'timePassed':
    case 'thawed':
      return context.now >= state.wakeAt ? waited(state, context) : stay(state)
    default:
      return stay(state)
  }
}

/** A leader that spoke since it was asked is asked again; one that did not is gone, or asleep. */
function waited(state: StateOf<'following'>, context: ContinuityContext): ContinuityStep {
  return state.leaderTryAt === null ? probe(state, state.loss, context) : follow(state, state.loss, context)
}
