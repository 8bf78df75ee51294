import { accepted, type Conversation, isLive, type Result, refused, type Viewer } from '@hotseat/core'
import type { ChatMarksBody, ChatSaidDocument, ChatSayBody } from '@hotseat/protocol'
import type { Static } from 'typebox'
import { commandAgent } from '../agent/command-agent.ts'
import type { Deps } from '../deps.ts'
import { nobody, type TenantSettings } from '../preferences/tenant-settings.ts'
import { createOrderedId } from '../sign-on/tokens.ts'
import type { Transaction } from '../store/store.ts'
import { commandConversation, putConversation } from './command-conversation.ts'
import type { CustomerCaller } from './customer-session.ts'
import { type CustomerStates, lastConversationsOf } from './customer-state.ts'
import { findCustomerEnd } from './find-customer-end.ts'
import { createNames } from './names.ts'
import { findSaid, type Said, say, saySystem } from './say.ts'
import { showMessage } from './show-message.ts'
import type { Whispers } from './whispers.ts'

/** So long after an end a lost reply may still be asked for again. */
const againMs = 24 * 3_600_000
/** It is looked for in so many conversations, the last. */
const againIn = 3

/** What a customer does in the chat. */
export type CustomerChat = {
  say(caller: CustomerCaller, body: Static<typeof ChatSayBody>): Promise<Result<Static<typeof ChatSaidDocument>>>
  mark(caller: CustomerCaller, body: Static<typeof ChatMarksBody>): Promise<Result<null>>
  end(caller: CustomerCaller, conversationId: string): Promise<Result<null>>
  type(caller: CustomerCaller, conversationId: string): Promise<void>
}

/** A customer begins conversations, speaks in the live one, marks and ends it (spec CH1 to CH6). */
export function createCustomerChat(
  deps: Deps,
  { settings, states, whispers }: { settings: TenantSettings; states: CustomerStates; whispers: Whispers },
): CustomerChat {
  const { store, clock, random } = deps

  /** One unit of work while the customer's session lives. */
  function act<T>(
    { tenantId, session }: CustomerCaller,
    work: (tx: Transaction, meta: { at: number; by: null }) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    return store.tenant(tenantId).transact(async (tx) => {
      const meta = { at: clock.now(), by: null }
      const ended = await findCustomerEnd(tx, session.id, meta.at)
      return ended ? { ok: false, refusal: ended } : work(tx, meta)
    })
  }

  /** Whose rules count for the ring that an end takes back. */
  async function ringingAgent({ tenantId }: CustomerCaller, conversationId: string): Promise<Viewer> {
    const tenant = store.tenant(tenantId)
    const conversation = await tenant.get('conversations', { id: conversationId })
    const id = conversation?.state === 'offered' ? conversation.agentId : null
    const member = id === null ? undefined : await tenant.get('members', { id })
    return member ? { userId: member.id, role: member.role } : nobody
  }

  return {
    async say(caller, { clientId, text }) {
      const { tenantId, customer } = caller
      const id = createOrderedId(random, clock.now())
      const words = { from: 'customer', authorId: customer.id, clientId, text } as const
      const said = await act<Said>(caller, async (tx, meta) => {
        const mine = await lastConversationsOf(tx, customer.id, againIn)
        const live = mine.find(({ state }) => isLive(state))
        for (const over of mine.filter(({ closedAt }) => closedAt !== null && meta.at - closedAt < againMs)) {
          const message = await findSaid(tx, over.id, words)
          if (message) return accepted({ conversation: over, message })
        }
        if (live) return say(tx, live, words, meta)
        const conversation = begin({ id, projectId: caller.project.id, customerId: customer.id }, meta.at)
        await tx.emit({ kind: 'conversation.started', userId: null, data: { conversation } }, meta)
        putConversation(tx, conversation)
        return say(tx, conversation, words, meta)
      })
      if (!said.ok) return said
      const names = createNames(store.tenant(tenantId))
      return accepted({
        conversation: await states.show(tenantId, said.value.conversation, names),
        message: await showMessage(said.value.message, names),
      })
    },

    mark: (caller, { conversationId, delivered, read }) =>
      act(caller, async (tx, meta) => {
        const conversation = await findOwn(tx, caller, conversationId)
        if (!conversation) return refused('object.unknown')
        const command = { type: 'mark', side: 'customer', delivered, read } as const
        const marked = await commandConversation(tx, conversation, command, { wrapUpCodes: [] }, meta)
        return marked.ok ? accepted(null) : marked
      }),

    async end(caller, conversationId) {
      const { rules } = await settings.houseOf(caller.tenantId, await ringingAgent(caller, conversationId))
      return act(caller, async (tx, meta) => {
        const conversation = await findOwn(tx, caller, conversationId)
        if (!conversation) return refused('object.unknown')
        if (!isLive(conversation.state)) return accepted(null)
        const { agentId, state } = conversation
        // Whom it rings at is free again at once.
        if (state === 'offered' && agentId !== null)
          await commandAgent(tx, agentId, { type: 'end', interactionId: conversationId }, rules, meta)
        const told = await saySystem(tx, conversation, 'over', meta)
        const closed = await commandConversation(tx, told, { type: 'close', by: 'customer' }, rules, meta)
        return closed.ok ? accepted(null) : closed
      })
    },

    async type({ tenantId, customer }, conversationId) {
      const conversation = (await store.tenant(tenantId).get('conversations', { id: conversationId }))?.conversation
      if (conversation?.customerId !== customer.id || conversation.state !== 'open' || conversation.agentId === null) return
      whispers.tell({ to: 'agent', tenantId, conversationId, userId: conversation.agentId })
    },
  }
}

async function findOwn(tx: Transaction, { customer }: CustomerCaller, id: string): Promise<Conversation | undefined> {
  const conversation = (await tx.get('conversations', { id }))?.conversation
  return conversation?.customerId === customer.id ? conversation : undefined
}

/** A conversation that waits from now on, for any of the project's agents. */
function begin(which: Pick<Conversation, 'id' | 'projectId' | 'customerId'>, now: number): Conversation {
  const none = { delivered: 0, read: 0 }
  return {
    ...which,
    ...{ campaign: null, state: 'waiting', agentId: null, startedAt: now, waitingSince: now, offeredAt: null, openedAt: null },
    ...{ closedAt: null, closedBy: null, wrapUpCode: null, lastSeq: 0, customer: none, agent: none },
    ...{ missedBy: [], wishedAgentId: null },
  }
}
