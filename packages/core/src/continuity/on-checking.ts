import { nothing } from './effect.ts'
import type { ContinuityInput } from './input.ts'
import { answeredLink, ask, askOnce, checkingBy, connectedBy, isStale, rescheduled } from './link.ts'
import { type ContinuityContext, type ContinuityStep, lose, stay } from './move.ts'
import { onBye, onMissing } from './on-bye.ts'
import { onPingFailed } from './on-ping-failed.ts'
import type { StateOf } from './state.ts'

/** An answer is late: it still comes, or the overdue check or the count of failures decides. */
export function onChecking(state: StateOf<'checking'>, input: ContinuityInput, context: ContinuityContext): ContinuityStep {
  const { link } = state
  switch (input.type) {
    case 'timePassed':
      return onTime(state, context)
    case 'pongReceived':
      return { state: connectedBy(answeredLink(link, input.waitMs, context), context), effects: nothing }
    case 'pingFailed':
      return onPingFailed(state, state.since, context)
    case 'socketClosed':
      return lose(state, context)
    case 'byeReceived':
      return onBye(state, input, context)
    case 'sessionMissing':
      return onMissing(state, input.code, context)
    case 'wentOffline':
    case 'wentOnline':
    case 'becameVisible':
    case 'retryAsked':
      return askOnce(state, context)
    case 'thawed':
      return isStale(link, context) ? lose(state, context) : askOnce(state, context)
    case 'preferencesChanged':
      return { state: checkingBy(rescheduled(link, context), state.since, context), effects: nothing }
    default:
      return stay(state)
  }
}

function onTime(state: StateOf<'checking'>, context: ContinuityContext): ContinuityStep {
  const { now, settings } = context
  const { link } = state
  if (now < state.wakeAt) return stay(state)
  if (settings.autoRelogin && link.sentAt !== null && now >= link.sentAt + settings.overdueCheckMs) return lose(state, context)
  if (now - state.wakeAt > settings.keepAliveMs && isStale(link, context)) return lose(state, context)
  if (link.sentAt === null) return ask(state, context)
  const failures = link.failures + 1
  return failures > settings.maxPingFailures ? lose(state, context) : ask({ ...state, link: { ...link, failures } }, context)
}
