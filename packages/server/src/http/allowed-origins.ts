import { type FeedEvent, isOrigin } from '@hotseat/core'
import type { Store } from '../store/store.ts'

/** The preference that lists the origins of a tenant's other pages (a CRM, an integrator's own desk). */
export const allowedOriginsKey = 'security.allowedOrigins'

/** The tenants' allow-lists, in memory: a preflight reads no store (S-32). */
export type AllowedOrigins = {
  /** Whether any tenant lists the origin: before the tenant is known, as in a preflight. */
  has(origin: string): boolean
  hasFor(tenantId: string, origin: string): boolean
  /** Stops following the store. */
  close(): void
}

/** Loads the lists and follows them by the feed, whichever node changed one. */
export async function createAllowedOrigins(store: Store): Promise<AllowedOrigins> {
  const lists = new Map<string, ReadonlySet<string>>()
  async function load(tenantId: string): Promise<void> {
    const row = await store.tenant(tenantId).get('preferences', { level: 'tenant', key: allowedOriginsKey })
    lists.set(tenantId, readOrigins(row?.value))
  }
  const unsubscribe = store.subscribe((tenantId, events) => {
    for (const event of events) {
      const origins = changedOrigins(event)
      if (origins !== null) lists.set(tenantId, origins)
    }
  })
  for (const { id } of await store.system.find('tenants')) await load(id)
  return {
    has: (origin) => [...lists.values()].some((list) => list.has(origin)),
    hasFor: (tenantId, origin) => lists.get(tenantId)?.has(origin) ?? false,
    close: unsubscribe,
  }
}

function changedOrigins(event: FeedEvent): ReadonlySet<string> | null {
  if (event.kind === 'preference.changed' && isOurs(event.data)) return readOrigins(event.data.value)
  return event.kind === 'preference.reset' && isOurs(event.data) ? new Set() : null
}

function isOurs({ level, key }: { level: string; key: string }): boolean {
  return level === 'tenant' && key === allowedOriginsKey
}

/** Exact origins only; anything else in the list (a `*`, a path, `null`) opens nothing. */
function readOrigins(value: unknown): ReadonlySet<string> {
  const texts = Array.isArray(value) ? value : []
  return new Set(texts.filter(isOrigin))
}
