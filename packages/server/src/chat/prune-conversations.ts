import type { Deps } from '../deps.ts'
import { nobody, type TenantSettings } from '../preferences/tenant-settings.ts'
import type { TenantStore } from '../store/store.ts'
import type { MessageRow } from '../store/tables.ts'
import { isCustomerNeeded } from './is-customer-needed.ts'

const dayMs = 24 * 3_600_000
/** So many messages, or customers, go in one unit of work. */
const portion = 500
/** A portion has no more conversations than this, however short they are. */
const conversationsAPortion = 100
/** More than these go in the next run: one run does not keep the tenant busy for long. */
const mostPortions = 20

/**
 * Removes a tenant's conversations that were closed longer ago than they are kept, with what was said, and customers who were not seen
 * for as long (spec CH23).
 */
export async function pruneConversations(
  { store, clock }: Pick<Deps, 'store' | 'clock'>,
  settings: TenantSettings,
  tenantId: string,
): Promise<void> {
  const tenant = store.tenant(tenantId)
  const { 'chat.keepDays': days } = await settings.preferencesOf(tenantId, nobody)
  const upTo = clock.now() - days * dayMs
  for (let at = 0; at < mostPortions; at++) if (!(await pruneOldest(tenant, upTo))) break
  await pruneCustomers(tenant, upTo)
}

/** One portion; whether there may be more. A conversation goes with the last of its messages: nothing is added to a closed one. */
async function pruneOldest(tenant: TenantStore, upTo: number): Promise<boolean> {
  const limit = conversationsAPortion
  const isOver = { where: { state: 'closed' }, range: { column: 'closedAt', to: upTo } } as const
  const over = await tenant.find('conversations', { ...isOver, orderBy: 'closedAt', limit })
  if (over.length === 0) return false
  const said: MessageRow[] = []
  const emptied: string[] = []
  for (const { id } of over) {
    const left = portion - said.length
    const messages = await tenant.find('messages', { where: { conversationId: id }, orderBy: 'seq', limit: left })
    said.push(...messages)
    if (messages.length === left) break
    emptied.push(id)
  }
  await tenant.transact(async (tx) => {
    for (const { conversationId, seq } of said) tx.remove('messages', { conversationId, seq })
    for (const id of emptied) tx.remove('conversations', { id })
  })
  return over.length === limit || emptied.length < over.length
}

async function pruneCustomers(tenant: TenantStore, upTo: number): Promise<void> {
  let from = 0
  for (let at = 0; at < mostPortions; at++) {
    const range = { column: 'seenAt', from, to: upTo } as const
    const seen = await tenant.find('customers', { range, orderBy: 'seenAt', limit: portion })
    const needed = await Promise.all(seen.map(({ id }) => isCustomerNeeded(tenant, id)))
    const gone = seen.filter((_, place) => !needed[place])
    if (gone.length > 0) {
      await tenant.transact(async (tx) => {
        for (const { id, seenAt } of gone) {
          // Whoever signed in meanwhile was seen; without that nobody begins a conversation.
          if ((await tx.get('customers', { id }))?.seenAt === seenAt) tx.remove('customers', { id })
        }
      })
    }
    if (seen.length < portion) return
    // Those that stay are passed by.
    from = (seen.at(-1)?.seenAt ?? upTo) + 1
  }
}
