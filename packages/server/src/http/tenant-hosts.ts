import { followTenantPreference } from '../preferences/follow-tenant-preference.ts'
import type { Store } from '../store/store.ts'

/** Which tenant a host name is of, in memory: a sign-in that names no tenant reads no store for it (spec CP7). */
export type TenantHosts = {
  /** The tenant of a host, without its port and in any case; of several that claim it the first by id. */
  find(host: string): string | undefined
  /** Stops following the store. */
  close(): void
}

/** Loads the host names that administrators gave their tenants, and follows them. */
export async function createTenantHosts(store: Store): Promise<TenantHosts> {
  const hostOf = new Map<string, string>()
  const tenantsOf = new Map<string, Set<string>>()

  function release(tenantId: string): void {
    const host = hostOf.get(tenantId) ?? ''
    const tenants = tenantsOf.get(host)
    tenants?.delete(tenantId)
    if (tenants?.size === 0) tenantsOf.delete(host)
    hostOf.delete(tenantId)
  }

  const close = await followTenantPreference(store, 'security.hostName', (tenantId, value) => {
    release(tenantId)
    if (typeof value !== 'string' || value === '') return
    const host = value.toLowerCase()
    hostOf.set(tenantId, host)
    tenantsOf.set(host, new Set(tenantsOf.get(host)).add(tenantId))
  })
  return {
    find: (host) => [...(tenantsOf.get(host.toLowerCase()) ?? [])].toSorted()[0],
    close,
  }
}
