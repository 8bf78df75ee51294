import { slotDelayMs } from './delays.ts'
import { nothing } from './effect.ts'
import type { ContinuityInput } from './input.ts'
import { type ContinuityContext, type ContinuityStep, connect, pause, stay } from './move.ts'
import { goOn } from './on-waiting.ts'
import { continuityLimits } from './settings.ts'
import type { StateOf } from './state.ts'

/** An echo is in flight. Its answer gives a slot and a challenge (PR4). */
export function onProbing(state: StateOf<'probing'>, input: ContinuityInput, context: ContinuityContext): ContinuityStep {
  switch (input.type) {
    case 'echoAnswered':
      return answered(state, input, context)
    case 'echoFailed':
      return pause(state, 'echo', input.retryAfterMs, context)
    case 'timePassed':
    case 'thawed':
      return context.now >= state.wakeAt ? pause(state, 'echo', undefined, context) : stay(state)
    case 'leaderConnected':
      return connect(state, state.loss, context)
    default:
      return stay(state)
  }
}

type Echo = Extract<ContinuityInput, { type: 'echoAnswered' }>

function answered(state: StateOf<'probing'>, { challenge, waitMs }: Echo, context: ContinuityContext): ContinuityStep {
  const { now, random } = context
  const wakeAt = now + slotDelayMs(waitMs, random)
  const challengeUntil = now + continuityLimits.challengeMs
  const waiting: StateOf<'waiting'> = { kind: 'waiting', loss: state.loss, challenge, challengeUntil, wakeAt }
  return wakeAt > now ? { state: waiting, effects: nothing } : goOn(waiting, context)
}
