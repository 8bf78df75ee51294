import type { ContinuityInput } from './input.ts'
import { type ContinuityContext, type ContinuityStep, connect, lose, stay } from './move.ts'
import type { StateOf } from './state.ts'

/** Waiting for the next try; good news brings it forward, where the server did not name the moment (PR6, PR7). */
export function onPausing(state: StateOf<'pausing'>, input: ContinuityInput, context: ContinuityContext): ContinuityStep {
  switch (input.type) {
    case 'timePassed':
      return context.now >= state.wakeAt ? lose(state, context) : stay(state)
    case 'wentOnline':
    case 'becameVisible':
    case 'thawed':
      return state.byServer && context.now < state.wakeAt ? stay(state) : lose(state, context)
    case 'retryAsked':
      return lose(state, context)
    case 'leaderConnected':
      return connect(state, state.loss, context)
    default:
      return stay(state)
  }
}
