import type { ContinuityInput } from './input.ts'
import { type ContinuityContext, type ContinuityStep, connect, probe, stay } from './move.ts'
import type { StateOf } from './state.ts'

/** The leading tab finds out; this one only waits for its word, and not for ever (TB2, TB3). */
export function onFollowing(state: StateOf<'following'>, input: ContinuityInput, context: ContinuityContext): ContinuityStep {
  switch (input.type) {
    case 'leaderConnected':
      return connect(state, state.loss, context)
    case 'leadershipGained':
    case 'retryAsked':
      return probe(state, state.loss, context)
    case 'timePassed':
    case 'thawed':
      return context.now >= state.wakeAt ? probe(state, state.loss, context) : stay(state)
    default:
      return stay(state)
  }
}
