import type { Deps } from '../deps.ts'
import { endCustomerSession } from './customer-session.ts'

const batch = 500

/** Removes a tenant's tokens and customer sessions whose time is over; a session that nobody ended ends with it (spec CT7, CU5). */
export async function pruneChat({ store, clock }: Pick<Deps, 'store' | 'clock'>, tenantId: string): Promise<void> {
  const tenant = store.tenant(tenantId)
  const at = clock.now()
  const over = { range: { column: 'expiresAt', to: at }, limit: batch } as const
  const [tokens, sessions] = await Promise.all([tenant.find('usedTokens', over), tenant.find('customerSessions', over)])
  if (tokens.length + sessions.length === 0) return
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
}
