import type { Hub } from '../../feed/hub.ts'
import { type Cache, createCache } from '../../preferences/cache.ts'
import type { Store } from '../../store/store.ts'

/** User names by id: pushes name people as clients do. */
export type Names = { of(tenantId: string, userId: string): Promise<string> }

/** Names read from the store once each; who is unknown goes by the id. */
export function createNames(store: Pick<Store, 'tenant'>, hub: Pick<Hub, 'onEvent'>): Names {
  const caches = new Map<string, Cache<string>>()
  const cacheOf = (tenantId: string) => {
    const known = caches.get(tenantId)
    if (known) return known
    const made = createCache(async (id) => (await store.tenant(tenantId).get('members', { id }))?.username ?? id)
    caches.set(tenantId, made)
    return made
  }
  hub.onEvent((tenantId, { kind, userId }) => {
    if ((kind === 'user.changed' || kind === 'user.created') && userId !== null) caches.get(tenantId)?.forget(userId)
  })
  return { of: (tenantId, userId) => cacheOf(tenantId).get(userId) }
}
