import {
  accepted,
  type Conversation,
  type ConversationCommand,
  type ConversationRules,
  decideConversation,
  evolveConversation,
  type Result,
} from '@hotseat/core'
import type { Meta } from '../meta.ts'
import type { Transaction } from '../store/store.ts'
import { queueOf } from './queue-of.ts'

/** Carries a command out: core decides, the events go to the feed and the row follows from them. `before` was read in this unit of work. */
export async function commandConversation(
  tx: Transaction,
  before: Conversation,
  command: ConversationCommand,
  rules: ConversationRules,
  meta: Meta,
): Promise<Result<Conversation>> {
  const decision = decideConversation(before, command, rules)
  if (!decision.ok) return decision
  let conversation = before
  for (const event of decision.value) {
    conversation = evolveConversation(conversation, event, meta.at)
    await tx.emit(event, meta)
  }
  if (decision.value.length > 0) putConversation(tx, conversation)
  return accepted(conversation)
}

/** The conversation's row; its columns repeat what is looked for. One that is to be wrapped up is not closed yet. */
export function putConversation(tx: Transaction, conversation: Conversation): void {
  const { id, projectId, customerId, state, agentId, closedAt, waitingSince } = conversation
  tx.put('conversations', {
    ...{ id, projectId, customerId, state, agentId, conversation },
    closedAt: state === 'closed' ? closedAt : null,
    queue: queueOf(conversation),
    waitingSince: state === 'waiting' ? waitingSince : null,
  })
}
