import { isOriginPattern, originPatternsOf } from '@hotseat/core'
import type { Store } from '../store/store.ts'
import type { AllowedOrigins } from './allowed-origins.ts'
import { createTenantLists, type TenantLists } from './tenant-lists.ts'

/** The origins of the tenants' patterns. For the Genesys API alone: whatever else asks for origins takes exact ones (spec GW54). */
export async function createPatternedOrigins(store: Store): Promise<AllowedOrigins & Pick<TenantLists, 'close'>> {
  const lists = await createTenantLists(store, 'security.genesysOriginPatterns', isOriginPattern)
  return {
    has: (origin) => isCanonical(origin) && originPatternsOf(origin).some(lists.has),
    hasFor: (tenantId, origin) =>
      isCanonical(origin) && originPatternsOf(origin).some((pattern) => lists.hasFor(tenantId, pattern)),
    close: lists.close,
  }
}

/** Both are asked, and count as one. */
export function eitherOf(one: AllowedOrigins, other: AllowedOrigins): AllowedOrigins {
  return {
    has: (origin) => one.has(origin) || other.has(origin),
    hasFor: (tenantId, origin) => one.hasFor(tenantId, origin) || other.hasFor(tenantId, origin),
  }
}

/** Whether the address standard reads the very same origin out of the text: no other spelling of a host counts (S-32). */
function isCanonical(origin: string): boolean {
  return URL.parse(origin)?.origin === origin
}
