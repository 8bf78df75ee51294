import type { CustomerConversation, CustomerState, CustomerThread, MessageDocument } from '@hotseat/protocol'

const none = { delivered: 0, read: 0 }

export function conversation(changes: Partial<CustomerConversation> = {}): CustomerConversation {
  return {
    ...{ id: 'c1', state: 'open', startedAt: 0, agentName: 'Amara', queue: null, lastSeq: 0 },
    ...{ customerMarks: none, agentMarks: none, ...changes },
  }
}

/** A message; by the customer, whose `clientId` it has, unless told otherwise. */
export function message(seq: number, changes: Partial<MessageDocument> = {}): MessageDocument {
  const from = changes.from ?? 'customer'
  const name = from === 'agent' ? 'Amara' : from === 'customer' ? 'Mia' : ''
  return {
    seq,
    from,
    name,
    text: `message ${seq}`,
    at: seq * 1_000,
    clientId: from === 'customer' ? `client-${seq}` : null,
    ...changes,
  }
}

export function thread(messages: readonly MessageDocument[], changes: Partial<CustomerConversation> = {}): CustomerThread {
  return { conversation: conversation({ lastSeq: messages.at(-1)?.seq ?? 0, ...changes }), messages: [...messages] }
}

export function customerState(threads: readonly CustomerThread[], id = 'mia'): CustomerState {
  return {
    customer: { id, name: id === 'mia' ? 'Mia' : 'Tom', email: `${id}@shop.example`, verified: true },
    project: { id: 'support', name: 'Support' },
    threads: [...threads],
  }
}
