import type { FeedEvent, PreferenceKey } from '@hotseat/core'
import type { Store } from '../store/store.ts'

/**
 * Tells what each tenant has set for a preference at its own level: once for every tenant before it resolves, then after
 * each change, whichever node made it. `undefined` where nothing is set. The returned function stops following.
 */
export async function followTenantPreference(
  store: Store,
  key: PreferenceKey,
  keep: (tenantId: string, value: unknown) => void,
): Promise<() => void> {
  const changed = new Set<string>()
  const unsubscribe = store.subscribe((tenantId, events) => {
    for (const event of events) {
      if (!isAbout(event, key)) continue
      changed.add(tenantId)
      keep(tenantId, event.kind === 'preference.changed' ? event.data.value : undefined)
    }
  })
  for (const { id } of await store.system.find('tenants')) {
    const row = await store.tenant(id).get('preferences', { level: 'tenant', key })
    // A change that was told while the row was read is newer than the row.
    if (!changed.has(id)) keep(id, row?.value)
  }
  return unsubscribe
}

type PreferenceEvent = Extract<FeedEvent, { kind: 'preference.changed' | 'preference.reset' }>

function isAbout(event: FeedEvent, key: PreferenceKey): event is PreferenceEvent {
  const isPreference = event.kind === 'preference.changed' || event.kind === 'preference.reset'
  return isPreference && event.data.level === 'tenant' && event.data.key === key
}
