import { isOrigin, type PreferenceKey } from '@hotseat/core'
import type { Store } from '../store/store.ts'
import { createTenantLists, type TenantLists } from './tenant-lists.ts'

/** The preference that lists the origins of a tenant's other pages (a CRM, an integrator's own desk). */
export const allowedOriginsKey = 'security.allowedOrigins' satisfies PreferenceKey

/** Which origins the tenants let in, in memory: a preflight reads no store (S-32). */
export type AllowedOrigins = {
  /** Whether any tenant lets the origin in: before the tenant is known, as in a preflight. */
  has(origin: string): boolean
  hasFor(tenantId: string, origin: string): boolean
}

/** The tenants' lists of exact origins; anything else in one (a `*`, a path, `null`) opens nothing. */
export function createAllowedOrigins(store: Store): Promise<TenantLists> {
  return createTenantLists(store, allowedOriginsKey, isOrigin)
}
