import type { Deps } from '../deps.ts'
import type { TenantStore } from '../store/store.ts'
import { endCustomerSession } from './customer-session.ts'

const batch = 500
/** More than these go in the next run: one run does not keep the tenant busy for long. */
const mostBatches = 20

/** Removes a tenant's tokens and customer sessions whose time is over; a session that nobody ended ends with it (spec CT7, CU5). */
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
    }
  })
  return tokens.length === batch || sessions.length === batch
}
