import { type Conversation, type Result, refused } from '@hotseat/core'
import type { Deps } from '../deps.ts'
import type { Meta } from '../meta.ts'
import { findEnd } from '../sign-on/find-end.ts'
import type { Transaction } from '../store/store.ts'
import type { Caller } from '../use-case.ts'

/** What is done with a conversation in one unit of work. */
export type ConversationWork<T> = (tx: Transaction, conversation: Conversation, meta: Meta) => Promise<Result<T>>
export type OwnConversation = <T>(caller: Caller, id: string, work: ConversationWork<T>) => Promise<Result<T>>

/** Carries out what agents do in a conversation of theirs, while their session is live. Somebody else's is nothing of theirs. */
export function createOwnConversation({ store, clock }: Pick<Deps, 'store' | 'clock'>): OwnConversation {
  return ({ tenantId, member, session }, id, work) =>
    store.tenant(tenantId).transact(async (tx) => {
      const ended = await findEnd(tx, session.id)
      if (ended) return { ok: false, refusal: ended }
      const row = await tx.get('conversations', { id })
      if (!row) return refused('object.unknown')
      if (row.agentId !== member.id) return refused('chat.conversation')
      return work(tx, row.conversation, { at: clock.now(), by: member.id })
    })
}
