import type { Store } from '../store/store.ts'
import type { SessionRow } from '../store/tables.ts'

/** The sessions that are not over: after a start they are all expected back. */
export async function findLiveSessions(store: Store): Promise<Pick<SessionRow, 'id' | 'address'>[]> {
  const found: Pick<SessionRow, 'id' | 'address'>[] = []
  for (const { id } of await store.system.find('tenants'))
    for (const session of await store.tenant(id).find('sessions', { where: { endedAt: null } }))
      found.push({ id: session.id, address: session.address })
  return found
}
