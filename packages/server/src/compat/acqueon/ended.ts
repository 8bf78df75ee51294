import { type EndReason, systemReasons } from '@hotseat/core'
import type { Caller } from '../../use-case.ts'
import { showAgentState, showLogin, showReason } from './agent-messages.ts'
import { type DeskFacts, systemReasonOf } from './desk-facts.ts'
import { type BusEvent, eventOf } from './envelope.ts'

/** What a client is told when its session is over: LOGOUT with the reason, and that it is signed out, with why. */
export function endedEvents(facts: DeskFacts, { session }: Caller, reason: EndReason | null): readonly BusEvent[] {
  return [
    eventOf('Agent/SetAgentState', endedState(facts, session.id)),
    eventOf('Agent/Login', { ...showLogin({ ...facts, agent: null }, 'LoggedOut'), reason }),
  ]
}

/** What a client is told whose key is no good any more; why is known by the session, which is not known by it. */
export const lostKey: BusEvent = eventOf('Agent/Login', {
  loginState: 'LoggedOut',
  agentInfo: { name: '', extension: '', loginName: '' },
  reason: null,
})

/** The reason that the store has; when the work goes on in another session, that. */
function endedState(facts: DeskFacts, sessionId: string) {
  const shown = showAgentState(facts, 'system')
  const isElsewhere = facts.agent !== null && facts.agent.sessionId !== null && facts.agent.sessionId !== sessionId
  if (!isElsewhere) return shown
  const reason = systemReasonOf(systemReasons.takenOver, 'LOGOUT')
  const rules = { ButtonStates: { Ready: false, NotReady: false, Logout: false } }
  return { ...shown, state: 'LOGOUT', pendingState: '', reasonCode: reason && showReason(reason), rules }
}
