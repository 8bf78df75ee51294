import type { EventKind } from '@hotseat/core'

/** The kinds of events that the trail can be narrowed to. */
export const auditKinds: readonly EventKind[] = [
  'session.started',
  'session.resumed',
  'session.dropped',
  'session.ended',
  'signIn.failed',
  'signIn.blocked',
  'signIn.unblocked',
  'resume.refused',
  'access.denied',
  'agent.stateChanged',
  'agent.campaignsChanged',
  'agent.lost',
  'agent.restored',
  'agent.messaged',
  'interaction.ended',
  'conversation.started',
  'conversation.accepted',
  'conversation.missed',
  'conversation.transferred',
  'conversation.requeued',
  'conversation.ended',
  'conversation.wrappedUp',
  'customer.signedIn',
  'customer.signedOut',
  'chatKey.created',
  'chatKey.revoked',
  'user.created',
  'user.changed',
  'user.disabled',
  'user.enabled',
  'password.changed',
  'preference.changed',
  'preference.reset',
  'settings.changed',
]

/** The first moment of a day `YYYY-MM-DD` in the reader's zone, `days` later; epoch ms. */
export function dayStart(date: string, days: number): number {
  const [year = 1970, month = 1, day = 1] = date.split('-').map(Number)
  return new Date(year, month - 1, day + days).getTime()
}
