import type { Conversation } from '@hotseat/core'

const none = { delivered: 0, read: 0 }

/** A conversation of the demo's support that waits since 1, for a customer of the same id; what is not named is plain. */
export const waitingConversation = (id: string, changes: Partial<Conversation> = {}): Conversation => ({
  ...{ id, projectId: 'support', customerId: id, campaign: null, state: 'waiting', agentId: null, startedAt: 1 },
  ...{ waitingSince: 1, offeredAt: null, openedAt: null, closedAt: null, closedBy: null, wrapUpCode: null, lastSeq: 0 },
  ...{ customer: none, agent: none, missedBy: [], wishedAgentId: null, ...changes },
})
