import type { TenantReader } from '../store/store.ts'

/** Whether something is kept of a customer that cannot do without them: a conversation, or a live session. */
export async function isCustomerNeeded(rows: Pick<TenantReader, 'find'>, customerId: string): Promise<boolean> {
  const [conversations, sessions] = await Promise.all([
    rows.find('conversations', { where: { customerId }, limit: 1 }),
    rows.find('customerSessions', { where: { customerId, endedAt: null }, limit: 1 }),
  ])
  return conversations.length + sessions.length > 0
}
