import type { Conversation } from './conversation.ts'

/** A conversation that waits since 1,000; what is not named is plain. */
export function waiting(changes: Partial<Conversation> = {}): Conversation {
  return {
    ...{ id: 'conv-1', projectId: 'support', customerId: 'cus-1', campaign: null, state: 'waiting', agentId: null },
    ...{
      startedAt: 1_000,
      waitingSince: 1_000,
      offeredAt: null,
      openedAt: null,
      closedAt: null,
      closedBy: null,
      wrapUpCode: null,
    },
    ...{ lastSeq: 0, customer: { delivered: 0, read: 0 }, agent: { delivered: 0, read: 0 }, missedBy: [], wishedAgentId: null },
    ...changes,
  }
}
