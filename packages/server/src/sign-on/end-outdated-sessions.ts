import type { Deps } from '../deps.ts'
import type { AccountRow } from '../store/tables.ts'
import { endSessionsOf, liveSessionsOf } from './end-sessions-of.ts'

/**
 * Ends what is left of the time before the account's password changed, tenant by tenant. Idempotent: the tick does it
 * again, should the server have died between two tenants.
 */
export async function endOutdatedSessions(deps: Pick<Deps, 'store' | 'clock'>, account: AccountRow): Promise<void> {
  for (const tenantId of account.tenants) {
    const store = deps.store.tenant(tenantId)
    const isOutdated = ({ authenticatedAt }: { authenticatedAt: number }) => authenticatedAt < account.passwordChangedAt
    if (!(await liveSessionsOf(store, account.id)).some(isOutdated)) continue
    await store.transact(async (tx) => {
      if (!(await liveSessionsOf(tx, account.id)).some(isOutdated)) return
      await endSessionsOf(tx, account.id, 'passwordChanged', { at: deps.clock.now(), by: account.id })
    })
  }
}
