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

/** A customer gets so many of their conversations, the newest, besides those that they name, and so many messages of each, the last. */
const most = { threads: 20, messages: 200 } as const

/** What a widget shows. */
export type CustomerStates = {
  /** The customer's last conversations, and those that are named, with what was said after the numbers that are known (spec CH9, CH20). */
  read(caller: CustomerCaller, after: Static<typeof ChatAfter>): Promise<CustomerState>
  show(tenantId: string, conversation: Conversation, names: Names): Promise<Static<typeof CustomerConversation>>
}

export function createCustomerStates({ store }: Pick<Deps, 'store'>, queues: Queues): CustomerStates {
  async function show(tenantId: string, conversation: Conversation, names: Names) {
    const { id, state, startedAt, agentId, lastSeq, customer, agent } = conversation
    const hasAgent = state !== 'waiting' && state !== 'offered' && agentId !== null
    const place = await queues.placeOf(tenantId, conversation)
    return {
      ...{ id, state, startedAt, lastSeq, agentName: hasAgent ? await names.agent(agentId) : null },
      ...{ queue: place, customerMarks: customer, agentMarks: agent },
    }
  }

  return {
    show,
    async read({ tenantId, customer, project }, after) {
      const tenant = store.tenant(tenantId)
      const names = createNames(tenant)
      const threads = (await shownOf(tenant, customer.id, Object.keys(after))).map(async (conversation) => {
        const { id, lastSeq } = conversation
        // What was missed of a very long one is left out as well, so that no answer grows without bound.
        const known = after[id] ?? 0
        const leftOut = known >= leftOutOf(lastSeq) && id in after ? 0 : leftOutOf(lastSeq)
        return {
          conversation: await show(tenantId, conversation, names),
          messages: await readMessages(tenant, names, { conversationId: id, after: Math.max(known, leftOut) }),
          ...(leftOut > 0 && { leftOut }),
        }
      })
      return {
        customer: showCustomer(customer, customer.id),
        project: { id: project.id, name: project.name },
        threads: await Promise.all(threads),
      }
    },
  }
}

/** How many messages come before the last ones that anybody is told at once. */
export function leftOutOf(lastSeq: number): number {
  return Math.max(0, lastSeq - most.messages)
}

/** What a widget gets: the last ones, and of the customer's others those that it names. */
async function shownOf(reader: Pick<TenantReader, 'find' | 'get'>, customerId: string, named: Iterable<string>) {
  const last = await lastConversationsOf(reader, customerId, most.threads)
  const shown = new Set(last.map(({ id }) => id))
  const others = [...named].filter((id) => !shown.has(id)).map((id) => reader.get('conversations', { id }))
  const own = (await Promise.all(others)).flatMap((row) => (row?.customerId === customerId ? [row.conversation] : []))
  return [...own, ...last].toSorted(byStart)
}

/** A customer's last conversations, the newest last: however many there are, no more than these are read. */
export async function lastConversationsOf(
  reader: Pick<TenantReader, 'find'>,
  customerId: string,
  count: number,
): Promise<Conversation[]> {
  const where = { customerId }
  const [going, closed] = await Promise.all([
    // One that lives, and those that agents wrap up still.
    reader.find('conversations', { where: { customerId, closedAt: null } }),
    reader.find('conversations', { where, range: { column: 'closedAt' }, orderBy: 'closedAt', descending: true, limit: count }),
  ])
  const rows = [...going, ...closed].map(({ conversation }) => conversation)
  return rows.toSorted(byStart).slice(-count)
}

/** Of two that began at once the one that lives is the later one. */
function byStart(a: Conversation, b: Conversation): number {
  return a.startedAt - b.startedAt || Number(isLive(a.state)) - Number(isLive(b.state))
}
