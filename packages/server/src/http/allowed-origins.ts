import { isOrigin } from '@hotseat/core'
import type { Store } from '../store/store.ts'
import { createTenantLists, type TenantLists } from './tenant-lists.ts'

/** Which origins the tenants let in, in memory: a preflight reads no store (S-32). */
export type AllowedOrigins = {
  /** Whether any tenant lets the origin in: before the tenant is known, as in a preflight. */
  has(origin: string): boolean
  hasFor(tenantId: string, origin: string): boolean
}

/**
 * The tenants' lists of their other pages (a CRM, an integrator's own desk): exact origins; anything else in one (a `*`, a path,
 * `null`) opens nothing.
 */
export function createAllowedOrigins(store: Store): Promise<TenantLists> {
  return createTenantLists(store, 'security.allowedOrigins', isOrigin)
}
