import { nothing } from './effect.ts'
import type { ContinuityInput } from './input.ts'
import { answeredLink, ask, askOnce, checkingBy, connectedBy, isStale, rescheduled } from './link.ts'
import { type ContinuityContext, type ContinuityStep, lose, stay } from './move.ts'
import { onBye, onMissing } from './on-bye.ts'
import { onPingFailed } from './on-ping-failed.ts'
import { answerMs } from './settings.ts'
import type { StateOf } from './state.ts'

/** The socket is open and its keep-alives are answered in time. */
export function onConnected(state: StateOf<'connected'>, input: ContinuityInput, context: ContinuityContext): ContinuityStep {
  const { now, settings } = context
  const { link } = state
  switch (input.type) {
    case 'timePassed':
      return onTime(state, context)
    case 'pongReceived':
      return { state: connectedBy(answeredLink(link, input.waitMs, context), context), effects: nothing }
    case 'pingFailed':
      return onPingFailed(state, now, context)
    case 'socketClosed':
      return lose(state, context)
    case 'byeReceived':
      return onBye(state, input, context)
    case 'sessionMissing':
      return onMissing(state, input.code, context)
    case 'wentOffline':
    case 'wentOnline':
    case 'retryAsked':
      return askOnce(state, context)
    case 'becameVisible':
      return now - link.answeredAt > answerMs(settings) ? askOnce(state, context) : stay(state)
    case 'thawed':
      return isStale(link, context) ? lose(state, context) : askOnce(state, context)
    case 'preferencesChanged':
      return { state: connectedBy(rescheduled(link, context), context), effects: nothing }
    default:
      return stay(state)
  }
}

function onTime(state: StateOf<'connected'>, context: ContinuityContext): ContinuityStep {
  const { now, settings } = context
  const { link } = state
  if (now < state.wakeAt) return stay(state)
  if (now - state.wakeAt > settings.keepAliveMs && isStale(link, context)) return lose(state, context)
  if (link.sentAt === null || now < link.sentAt + answerMs(settings)) return ask(state, context)
  return { state: checkingBy(link, now, context), effects: nothing }
}
