import type { Conversation } from '@hotseat/core'
import type { ConversationDocument, CustomerDocument } from '@hotseat/protocol'
import type { Static } from 'typebox'
import type { TenantReader } from '../store/store.ts'
import type { CustomerRow } from '../store/tables.ts'
import { createNames, type Names } from './names.ts'
import { showMessage } from './show-message.ts'

/** A conversation as its agent's desk sees it. `ringMs`: how long an offer rings. */
export async function showConversation(
  reader: Pick<TenantReader, 'get'>,
  conversation: Conversation,
  ringMs: number,
  names: Names = createNames(reader),
): Promise<ConversationDocument> {
  const {
    projectId,
    customerId,
    customer,
    agent,
    missedBy: _missed,
    openedAt: _opened,
    wishedAgentId: _wish,
    ...rest
  } = conversation
  const [project, who, last] = await Promise.all([
    reader.get('chatProjects', { id: projectId }),
    reader.get('customers', { id: customerId }),
    reader.get('messages', { conversationId: conversation.id, seq: conversation.lastSeq }),
  ])
  const { state, offeredAt } = conversation
  return {
    ...rest,
    project: { id: projectId, name: project?.name ?? projectId, campaigns: [...(project?.campaigns ?? [])] },
    customer: showCustomer(who, customerId),
    offerUntil: state === 'offered' && offeredAt !== null ? offeredAt + ringMs : null,
    customerMarks: customer,
    agentMarks: agent,
    last: last ? await showMessage(last, names) : null,
  }
}

/** Who chats, as desks and the customer's own widget see it. */
export function showCustomer(row: CustomerRow | undefined, id: string): Static<typeof CustomerDocument> {
  return { id, name: row?.name ?? '', email: row?.email ?? null, verified: row?.verified ?? false }
}
