import type { Deps } from '../deps.ts'
import type { TenantStore, Transaction } from '../store/store.ts'
import { endCustomerSession } from './customer-session.ts'
import { isCustomerNeeded } from './is-customer-needed.ts'

const batch = 500
/** More than these go in the next run: one run does not keep the tenant busy for long. */
const mostBatches = 20

/**
 * Removes a tenant's tokens and customer sessions whose time is over; a session that nobody ended ends with it, and with a guest's last one
 * the guest who never said anything (spec CT7, CU5, CU7).
 */
export async function pruneChat({ store, clock }: Pick<Deps, 'store' | 'clock'>, tenantId: string): Promise<void> {
  const tenant = store.tenant(tenantId)
  for (let at = 0; at < mostBatches; at++) if (!(await pruneBatch(tenant, clock.now()))) return
}

/** One unit of work; whether there may be more. */
async function pruneBatch(tenant: TenantStore, at: number): Promise<boolean> {
  const over = { range: { column: 'expiresAt', to: at }, limit: batch } as const
  const [tokens, sessions] = await Promise.all([tenant.find('usedTokens', over), tenant.find('customerSessions', over)])
  if (tokens.length + sessions.length === 0) return false
  await tenant.transact(async (tx) => {
    for (const { projectId, jti } of tokens) tx.remove('usedTokens', { projectId, jti })
    for (const { id } of sessions) {
      const session = await tx.get('customerSessions', { id })
      // One that went on meanwhile is not over.
      if (!session || session.expiresAt > at) continue
      await endCustomerSession(tx, session, 'expired', { at, by: null })
      tx.remove('customerSessions', { id })
      await removeGuest(tx, session.customerId)
    }
  })
  return tokens.length === batch || sessions.length === batch
}

/** Nobody comes back as a guest whose session is over: without a conversation nothing is lost of them. */
async function removeGuest(tx: Transaction, id: string): Promise<void> {
  const customer = await tx.get('customers', { id })
  if (customer?.verified === false && !(await isCustomerNeeded(tx, id))) tx.remove('customers', { id })
}
