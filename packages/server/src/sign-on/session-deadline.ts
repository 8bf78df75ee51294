import {
  type Agent,
  isAgentRole,
  type PreferenceValues,
  type SessionTimePolicy,
  type SessionTimes,
  sessionDueAt,
} from '@hotseat/core'
import type { SessionRow } from '../store/tables.ts'

/** The preferences that bear on a session's time. */
export function timePolicyOf(preferences: PreferenceValues): SessionTimePolicy {
  return {
    idleMs: preferences['session.idleMs'],
    graceMs: preferences['continuity.graceMs'],
    signOutAfterMs: preferences['continuity.signOutAfterMs'],
  }
}

/** A session as core looks at its time. The grace period concerns only the session that carries an agent's work. */
export function sessionTimesOf(session: SessionRow, agent: Agent | undefined): SessionTimes {
  const { expiresAt, activeAt, droppedAt, endedAt } = session
  const carries = isAgentRole(session.role) && agent?.sessionId === session.id && agent.lost === null
  return { expiresAt, activeAt, droppedAt, endedAt, graceHandled: !carries }
}

/** The session with the moment at which the clock next looks at it. */
export function withDeadline(session: SessionRow, agent: Agent | undefined, preferences: PreferenceValues): SessionRow {
  return { ...session, dueAt: sessionDueAt(sessionTimesOf(session, agent), timePolicyOf(preferences)) }
}
