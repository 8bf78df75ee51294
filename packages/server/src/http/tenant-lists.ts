import type { PreferenceKey } from '@hotseat/core'
import { followTenantPreference } from '../preferences/follow-tenant-preference.ts'
import type { Store } from '../store/store.ts'

/** What a preference lists for each tenant, in memory: who asks at every call reads no store. */
export type TenantLists = {
  /** Whether any tenant lists it; as fast with many tenants as with one. */
  has(entry: string): boolean
  hasFor(tenantId: string, entry: string): boolean
  /** Stops following the store. */
  close(): void
}

/**
 * Loads a preference of all tenants and follows it by the feed, whichever node changed one. What is in a list and is no
 * entry counts for nothing, however it got there.
 */
export async function createTenantLists(
  store: Store,
  key: PreferenceKey,
  isEntry: (value: unknown) => value is string,
): Promise<TenantLists> {
  const lists = new Map<string, ReadonlySet<string>>()
  /** How many tenants list each entry. */
  const counts = new Map<string, number>()

  function put(tenantId: string, value: unknown): void {
    const entries = new Set((Array.isArray(value) ? value : []).filter(isEntry))
    for (const entry of lists.get(tenantId) ?? []) count(entry, -1)
    for (const entry of entries) count(entry, 1)
    lists.set(tenantId, entries)
  }

  function count(entry: string, more: number): void {
    const next = (counts.get(entry) ?? 0) + more
    if (next === 0) counts.delete(entry)
    else counts.set(entry, next)
  }

  const close = await followTenantPreference(store, key, put)
  return {
    has: (entry) => counts.has(entry),
    hasFor: (tenantId, entry) => lists.get(tenantId)?.has(entry) ?? false,
    close,
  }
}
