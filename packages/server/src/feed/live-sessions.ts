import type { Store } from '../store/store.ts'

/** The sessions that are not over: after a start they are all expected back. */
export async function findLiveSessions(store: Store): Promise<string[]> {
  const found: string[] = []
  for (const { id } of await store.system.find('tenants'))
    for (const session of await store.tenant(id).find('sessions', { where: { endedAt: null } })) found.push(session.id)
  return found
}
