import { accepted, type Conversation, refused } from '@hotseat/core'
import type { ConversationDocument } from '@hotseat/protocol'
import type { Deps } from '../deps.ts'
import type { TenantSettings } from '../preferences/tenant-settings.ts'
import type { TenantReader } from '../store/store.ts'
import type { MessageRow } from '../store/tables.ts'
import type { Caller, Handlers } from '../use-case.ts'
import { createActOnConversation } from './act-on-conversation.ts'
import { chatColleagues } from './chat-colleagues.ts'
import { commandConversation } from './command-conversation.ts'
import { lastConversationsOf } from './customer-state.ts'
import { createNames } from './names.ts'
import { createOwnConversation } from './own-conversation.ts'
import { findSaid, say } from './say.ts'
import { showConversation } from './show-conversation.ts'
import { readMessages, showMessage } from './show-message.ts'
import { createTransfer } from './transfer.ts'
import type { Whispers } from './whispers.ts'

/** A list shows what closed so long ago at most, and so many. */
const lately = { ms: 8 * 3_600_000, most: 20 } as const
const mostMessages = 500
/** Of a customer's other conversations an agent sees so many, the last (spec CH9). */
const mostOthers = 20

type Parts = { readonly settings: TenantSettings; readonly whispers: Whispers }

/** What agents see of their conversations and do in them (spec CH4 to CH10). */
export function createConversations(
  deps: Deps,
  parts: Parts,
): Pick<
  Handlers,
  | 'conversations'
  | 'conversationMessages'
  | 'sayInConversation'
  | 'actOnConversation'
  | 'transferConversation'
  | 'markConversation'
  | 'typeInConversation'
  | 'chatColleagues'
> {
  const { settings, whispers } = parts
  const own = createOwnConversation(deps)

  async function showAll({ tenantId, member }: Caller, all: readonly Conversation[]): Promise<ConversationDocument[]> {
    const tenant = deps.store.tenant(tenantId)
    const { rules } = await settings.houseOf(tenantId, { userId: member.id, role: member.role })
    const names = createNames(tenant)
    return Promise.all(all.map((conversation) => showConversation(tenant, conversation, rules.ringMs, names)))
  }

  return {
    async conversations({ caller, query: { customerOf } }) {
      const tenant = deps.store.tenant(caller.tenantId)
      if (customerOf === undefined) {
        const mine = await conversationsOfAgent(tenant, caller.member.id, deps.clock.now())
        return accepted({ document: { conversations: await showAll(caller, mine) } })
      }
      const asked = (await tenant.get('conversations', { id: customerOf }))?.conversation
      if (!asked || !(await mayRead(tenant, asked, caller.member.id))) return refused('object.unknown')
      // One more, as the one that is asked about may be among the last.
      const last = await lastConversationsOf(tenant, asked.customerId, mostOthers + 1)
      const others = last.filter(({ id }) => id !== customerOf).slice(-mostOthers)
      return accepted({ document: { conversations: await showAll(caller, others) } })
    },

    async conversationMessages({ caller, params, query: { after = 0, limit = mostMessages } }) {
      const tenant = deps.store.tenant(caller.tenantId)
      const conversation = (await tenant.get('conversations', { id: params.id }))?.conversation
      if (!conversation || !(await mayRead(tenant, conversation, caller.member.id))) return refused('object.unknown')
      const messages = await readMessages(tenant, createNames(tenant), { conversationId: params.id, after, limit })
      // What was said between the two reads is in the list, and so it is in the number.
      return accepted({ document: { messages, lastSeq: Math.max(conversation.lastSeq, messages.at(-1)?.seq ?? 0) } })
    },

    async sayInConversation({ caller, params, body: { clientId, text } }) {
      const { member, tenantId } = caller
      const words = { from: 'agent', authorId: member.id, clientId, text } as const
      const said = await own(caller, params.id, (tx, conversation, meta) => say(tx, conversation, words, meta))
      const tenant = deps.store.tenant(tenantId)
      const show = async (row: MessageRow) => accepted({ document: { message: await showMessage(row, createNames(tenant)) } })
      if (said.ok) return show(said.value.message)
      // Who has handed it on meanwhile may not have heard that it was said.
      const before = said.refusal.code === 'chat.conversation' ? await findSaid(tenant, params.id, words) : undefined
      return before === undefined ? said : show(before)
    },

    actOnConversation: createActOnConversation(deps, settings, own),
    transferConversation: createTransfer(own),

    async markConversation({ caller, params, body }) {
      const command = { type: 'mark', side: 'agent', ...body } as const
      const marked = await own(caller, params.id, (tx, conversation, meta) =>
        commandConversation(tx, conversation, command, { wrapUpCodes: [] }, meta),
      )
      return marked.ok ? accepted({ document: { done: true as const } }) : marked
    },

    async typeInConversation({ caller: { tenantId, member }, params: { id } }) {
      const conversation = await deps.store.tenant(tenantId).get('conversations', { id })
      if (conversation?.agentId !== member.id || conversation.state !== 'open') return refused('chat.conversation')
      whispers.tell({ to: 'customer', tenantId, conversationId: id })
      return accepted({ document: { done: true as const } })
    },

    chatColleagues: ({ caller }) => chatColleagues(deps, caller),
  }
}

/** What the agent has, by when it began, and what of theirs closed lately. */
async function conversationsOfAgent(tenant: TenantReader, agentId: string, now: number): Promise<Conversation[]> {
  const [live, closed] = await Promise.all([
    tenant.find('conversations', { where: { agentId, closedAt: null } }),
    tenant.find('conversations', {
      where: { agentId },
      range: { column: 'closedAt', from: now - lately.ms },
      orderBy: 'closedAt',
      descending: true,
      limit: lately.most,
    }),
  ])
  const all = [...live, ...closed].map(({ conversation }) => conversation)
  return all.toSorted((a, b) => a.startedAt - b.startedAt)
}

/** Whoever has a conversation, or had it, reads it; who has one of its customer's now reads that customer's others (spec CH9). */
async function mayRead(tenant: TenantReader, conversation: Conversation, userId: string): Promise<boolean> {
  if (conversation.agentId === userId) return true
  const where = { customerId: conversation.customerId, agentId: userId, closedAt: null }
  return (await tenant.find('conversations', { where, limit: 1 })).length > 0
}
