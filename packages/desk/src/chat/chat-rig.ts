import type { ConversationDocument, MessageDocument } from '@hotseat/protocol'

/** A conversation of agent `me` that is open; what is not named is plain. */
export function conversation(changes: Partial<ConversationDocument> = {}): ConversationDocument {
  return {
    ...{ id: 'c1', project: { id: 'support', name: 'Support', campaigns: ['inbound-support'] }, campaign: 'inbound-support' },
    ...{ state: 'open', agentId: 'me', customer: { id: 'k1', name: 'Erika', email: 'erika@shop.example', verified: true } },
    ...{
      startedAt: 1_000,
      waitingSince: null,
      offeredAt: 2_000,
      offerUntil: null,
      closedAt: null,
      closedBy: null,
      wrapUpCode: null,
    },
    ...{ lastSeq: 0, customerMarks: { delivered: 0, read: 0 }, agentMarks: { delivered: 0, read: 0 }, last: null },
    ...changes,
  }
}

/** A message of the customer's; what is not named is plain. */
export function message(seq: number, changes: Partial<MessageDocument> = {}): MessageDocument {
  return { seq, from: 'customer', name: 'Erika', text: `said ${seq}`, at: seq * 1_000, clientId: null, ...changes }
}
