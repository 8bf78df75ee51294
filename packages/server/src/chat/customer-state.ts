import { type Conversation, isLive } from '@hotseat/core'
import type { ChatAfter, CustomerConversation, CustomerState } from '@hotseat/protocol'
import type { Static } from 'typebox'
import type { Deps } from '../deps.ts'
import type { TenantReader } from '../store/store.ts'
import type { CustomerCaller } from './customer-session.ts'
import { createNames, type Names } from './names.ts'
import type { Queues } from './queues.ts'
import { showCustomer } from './show-conversation.ts'
import { readMessages } from './show-message.ts'

/** A customer gets so many of their conversations, the newest. */
const mostThreads = 50

/** What a widget shows. */
export type CustomerStates = {
  /** Every conversation of the customer with what was said after the numbers that are known (spec CH9, CH20). */
  read(caller: CustomerCaller, after: Static<typeof ChatAfter>): Promise<CustomerState>
  show(tenantId: string, conversation: Conversation, names?: Names): Promise<Static<typeof CustomerConversation>>
}

export function createCustomerStates({ store }: Pick<Deps, 'store'>, queues: Queues): CustomerStates {
  async function show(tenantId: string, conversation: Conversation, names = createNames(store.tenant(tenantId))) {
    const { id, state, startedAt, agentId, lastSeq, customer, agent } = conversation
    const hasAgent = state !== 'waiting' && state !== 'offered' && agentId !== null
    const place = await queues.placeOf(tenantId, conversation)
    return {
      ...{ id, state, startedAt, lastSeq, agentName: hasAgent ? await names.agent(agentId) : null },
      ...{ queue: place && { ...place }, customerMarks: { ...customer }, agentMarks: { ...agent } },
    }
  }

  return {
    show,
    async read({ tenantId, customer, project }, after) {
      const tenant = store.tenant(tenantId)
      const names = createNames(tenant)
      const threads = (await conversationsOf(tenant, customer.id)).slice(-mostThreads).map(async (conversation) => ({
        conversation: await show(tenantId, conversation, names),
        messages: await readMessages(tenant, names, { conversationId: conversation.id, after: after[conversation.id] ?? 0 }),
      }))
      return {
        customer: showCustomer(customer, customer.id),
        project: { id: project.id, name: project.name },
        threads: await Promise.all(threads),
      }
    },
  }
}

/** A customer's conversations, the newest last. */
export async function conversationsOf(reader: Pick<TenantReader, 'find'>, customerId: string): Promise<Conversation[]> {
  const rows = await reader.find('conversations', { where: { customerId } })
  return rows.map(({ conversation }) => conversation).toSorted(byStart)
}

/** Of two that began at once the one that lives is the later one. */
function byStart(a: Conversation, b: Conversation): number {
  return a.startedAt - b.startedAt || Number(isLive(a.state)) - Number(isLive(b.state))
}
