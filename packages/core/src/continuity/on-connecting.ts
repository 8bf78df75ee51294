import { nothing } from './effect.ts'
import type { ContinuityInput } from './input.ts'
import { connectedBy, openLink } from './link.ts'
import { type ContinuityContext, type ContinuityStep, lose, pause, stay } from './move.ts'
import { onBye, onMissing } from './on-bye.ts'
import type { StateOf } from './state.ts'

/** A socket is being opened: a hello makes it good, anything else is a loss (LC6, RE8). */
export function onConnecting(state: StateOf<'connecting'>, input: ContinuityInput, context: ContinuityContext): ContinuityStep {
  switch (input.type) {
    case 'helloReceived':
      return { state: connectedBy(openLink(state.loss?.briefLinks ?? 0, context), context), effects: nothing }
    case 'socketClosed':
      return failed(state, context)
    case 'timePassed':
    case 'thawed':
      return context.now >= state.wakeAt ? failed(state, context) : stay(state)
    case 'byeReceived':
      return onBye(state, input, context)
    case 'sessionMissing':
      return onMissing(state, input.code, context)
    default:
      return stay(state)
  }
}

/** Right after a sign-in it is a loss like any other; after a loss it is one more failed try (RE8, RE10). */
function failed(state: StateOf<'connecting'>, context: ContinuityContext): ContinuityStep {
  return state.loss === null ? lose(state, context) : pause(state, 'socket', undefined, context)
}
