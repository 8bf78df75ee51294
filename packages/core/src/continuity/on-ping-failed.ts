import { nothing } from './effect.ts'
import { checkingBy } from './link.ts'
import { type ContinuityContext, type ContinuityStep, lose } from './move.ts'
import type { StateOf } from './state.ts'

/** A keep-alive could not be sent: it counts, and the next one keeps its time (KA4, KA5). */
export function onPingFailed(
  state: StateOf<'connected'> | StateOf<'checking'>,
  since: number,
  context: ContinuityContext,
): ContinuityStep {
  const link = { ...state.link, sentAt: null, failures: state.link.failures + 1 }
  if (link.failures > context.settings.maxPingFailures) return lose(state, context)
  return { state: checkingBy(link, since, context), effects: nothing }
}
