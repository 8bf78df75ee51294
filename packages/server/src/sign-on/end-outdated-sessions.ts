import type { Deps } from '../deps.ts'
import type { AccountRow } from '../store/tables.ts'
import { endSessionsOf } from './end-sessions-of.ts'
import { liveSessionsOf } from './live-sessions-of.ts'

/**
 * Ends what an account's older password began, tenant by tenant: sessions whose authentication is from before `before`
 * (epoch ms). Idempotent: the tick does it again, should the server have died between two tenants.
 */
export async function endOutdatedSessions(
  deps: Pick<Deps, 'store' | 'clock'>,
  account: Pick<AccountRow, 'id' | 'tenants'>,
  before: number,
): Promise<void> {
  for (const tenantId of account.tenants) {
    const store = deps.store.tenant(tenantId)
    const isOutdated = ({ authenticatedAt }: { authenticatedAt: number }) => authenticatedAt < before
    if (!(await liveSessionsOf(store, account.id)).some(isOutdated)) continue
    await store.transact(async (tx) => {
      if (!(await liveSessionsOf(tx, account.id)).some(isOutdated)) return
      await endSessionsOf(tx, account.id, 'passwordChanged', { at: deps.clock.now(), by: account.id })
    })
  }
}
