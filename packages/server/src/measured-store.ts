import type { Clock } from './ports.ts'
import type { Store, TenantStore } from './store/store.ts'

/** A store whose commits are timed; everything else is the store's own. */
export function measureCommits(store: Store, clock: Clock, onCommit: (seconds: number) => void): Store {
  const tenants = new Map<string, TenantStore>()
  return {
    ...store,
    tenant(tenantId) {
      const known = tenants.get(tenantId)
      if (known !== undefined) return known
      const tenant = store.tenant(tenantId)
      const measured: TenantStore = {
        ...tenant,
        async transact(work) {
          const startedAt = clock.now()
          const result = await tenant.transact(work)
          onCommit((clock.now() - startedAt) / 1_000)
          return result
        },
      }
      tenants.set(tenantId, measured)
      return measured
    },
  }
}
