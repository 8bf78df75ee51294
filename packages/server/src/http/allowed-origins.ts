import { isOrigin } from '@hotseat/core'
import { followTenantPreference } from '../preferences/follow-tenant-preference.ts'
import type { Store } from '../store/store.ts'

/** The tenants' allow-lists, in memory: a preflight reads no store (S-32). */
export type AllowedOrigins = {
  /** Whether any tenant lists the origin: before the tenant is known, as in a preflight. */
  has(origin: string): boolean
  hasFor(tenantId: string, origin: string): boolean
  /** Stops following the store. */
  close(): void
}

/** Loads the lists of a tenant's other pages (a CRM, an integrator's own desk) and follows them. */
export async function createAllowedOrigins(store: Store): Promise<AllowedOrigins> {
  const lists = new Map<string, ReadonlySet<string>>()
  const close = await followTenantPreference(store, 'security.allowedOrigins', (tenantId, value) =>
    lists.set(tenantId, readOrigins(value)),
  )
  return {
    has: (origin) => [...lists.values()].some((list) => list.has(origin)),
    hasFor: (tenantId, origin) => lists.get(tenantId)?.has(origin) ?? false,
    close,
  }
}

/** Exact origins only; anything else in the list (a `*`, a path, `null`) opens nothing. */
function readOrigins(value: unknown): ReadonlySet<string> {
  const texts = Array.isArray(value) ? value : []
  return new Set(texts.filter(isOrigin))
}
