import type { Deps } from '../deps.ts'
import { endSession } from './end-session.ts'

const batch = 500

/** Ends the sessions of a tenant that was suspended (S-24); requests are refused from the first moment anyway. */
export async function endSessionsOfSuspended({ store, clock }: Pick<Deps, 'store' | 'clock'>, tenantId: string): Promise<void> {
  const tenant = store.tenant(tenantId)
  for (;;) {
    const live = await tenant.find('sessions', { where: { endedAt: null }, limit: batch })
    if (live.length === 0) return
    await tenant.transact(async (tx) => {
      for (const { id } of live) {
        const session = await tx.get('sessions', { id })
        if (session) await endSession(tx, session, 'suspended', { at: clock.now(), by: null })
      }
    })
  }
}
