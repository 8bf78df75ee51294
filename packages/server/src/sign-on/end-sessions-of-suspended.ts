import type { Deps } from '../deps.ts'
import { endWork } from './end-work.ts'

/** So many sessions share a unit of work, and so many units are done a call: sockets are to close within a second. The next tick takes the rest. */
const batch = 500
const units = 10

/** Ends sessions of a tenant that was suspended (S-24); requests are refused from the first moment anyway. */
export async function endSessionsOfSuspended({ store, clock }: Pick<Deps, 'store' | 'clock'>, tenantId: string): Promise<void> {
  const tenant = store.tenant(tenantId)
  for (let unit = 0; unit < units; unit++) {
    const live = await tenant.find('sessions', { where: { endedAt: null }, limit: batch })
    if (live.length === 0) return
    await tenant.transact(async (tx) => {
      const people = new Set(live.map(({ userId }) => userId))
      for (const userId of people) await endWork(tx, userId, 'suspended', { at: clock.now(), by: null })
    })
  }
}
