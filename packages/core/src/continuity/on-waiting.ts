import type { ContinuityInput } from './input.ts'
import { type ContinuityContext, type ContinuityStep, connect, probe, stay } from './move.ts'
import { continuityLimits } from './settings.ts'
import type { StateOf } from './state.ts'

/** The server gave a slot; only its time, or another tab's success, ends the wait (PR4). */
export function onWaiting(state: StateOf<'waiting'>, input: ContinuityInput, context: ContinuityContext): ContinuityStep {
  switch (input.type) {
    case 'timePassed':
    case 'thawed':
      return context.now >= state.wakeAt ? goOn(state, context) : stay(state)
    case 'leaderConnected':
      return connect(state, state.loss, context)
    default:
      return stay(state)
  }
}

/** The slot has come: resume, open the socket, or ask anew when the challenge is too old (RE1, RE2, PR5). */
export function goOn(state: StateOf<'waiting'>, context: ContinuityContext): ContinuityStep {
  const { now, settings } = context
  if (!settings.autoRelogin) return connect(state, state.loss, context)
  if (now > state.challengeUntil) return probe(state, state.loss, context)
  return {
    state: { kind: 'resuming', startedAt: now, loss: state.loss, wakeAt: now + continuityLimits.resumeMs },
    effects: [{ type: 'requestResume', challenge: state.challenge }],
  }
}
