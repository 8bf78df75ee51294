import {
  type AgentRules,
  effectivePreferences,
  type FeedEvent,
  type PreferenceValues,
  parseRecordingWhen,
  type Rung,
  type Viewer,
} from '@hotseat/core'
import type { Store } from '../store/store.ts'
import { createCache } from './cache.ts'

/** What a tenant's administrators have set, as it bears on one person. */
export type House = {
  readonly preferences: PreferenceValues
  /** What core needs to decide about an agent. */
  readonly rules: AgentRules
  /** The ids of the tenant's media. */
  readonly media: readonly string[]
}

/** What the tenants have set, ready to use: read from the store once, and again after a change. */
export interface TenantSettings {
  houseOf(tenantId: string, who: Viewer): Promise<House>
  /** Every preference's value for a person. */
  preferencesOf(tenantId: string, who: Viewer): Promise<PreferenceValues>
  /** The stored values that bear on a person. */
  rungsOf(tenantId: string, who: Viewer): Promise<readonly Rung[]>
}

/** Somebody whom only the tenant's own level bears on: used before anyone is known. */
export const nobody: Viewer = { userId: '', role: 'analyst' }

/** What holds for everybody of a role who has set nothing of their own, and the lists that it was made of. */
type Common = { readonly ofTenant: readonly Rung[]; readonly ofRole: readonly Rung[]; readonly preferences: PreferenceValues }

type Lists = Pick<AgentRules, 'reasonCodes' | 'wrapUpCodes'> & { readonly media: readonly string[] }

/** Tenants' settings over a store; the feed of committed events says what to forget, whichever node wrote it. */
export function createTenantSettings(store: Store): TenantSettings {
  const rungs = createCache<readonly Rung[]>((key) => {
    const [tenantId, level] = parseKey(key)
    return store.tenant(tenantId).find('preferences', { where: { level } })
  })
  const common = new Map<string, Common>()
  const lists = createCache<Lists>((tenantId) => readLists(store, tenantId))

  store.subscribe((tenantId, events) => {
    for (const event of events) {
      if (isPreferenceEvent(event)) rungs.forget(keyOf(tenantId, event.data.level))
      else if (event.kind === 'settings.changed') lists.forget(tenantId)
    }
  })

  const ladderOf = (tenantId: string, who: Viewer) =>
    Promise.all(['tenant', `role:${who.role}`, `user:${who.userId}`].map((level) => rungs.get(keyOf(tenantId, level))))

  const rungsOf: TenantSettings['rungsOf'] = async (tenantId, who) => (await ladderOf(tenantId, who)).flat()

  const preferencesOf: TenantSettings['preferencesOf'] = async (tenantId, who) => {
    const [ofTenant = [], ofRole = [], own = []] = await ladderOf(tenantId, who)
    if (own.length > 0) return effectivePreferences([...ofTenant, ...ofRole, ...own], who)
    const key = keyOf(tenantId, who.role)
    const known = common.get(key)
    // A list is replaced when one of its preferences changes.
    if (known?.ofTenant === ofTenant && known.ofRole === ofRole) return known.preferences
    const preferences = Object.freeze(effectivePreferences([...ofTenant, ...ofRole], who))
    common.set(key, { ofTenant, ofRole, preferences })
    return preferences
  }

  return {
    rungsOf,
    preferencesOf,
    houseOf: async (tenantId, who) => {
      const [preferences, { media, ...codes }] = await Promise.all([preferencesOf(tenantId, who), lists.get(tenantId)])
      return { preferences, media, rules: { ...rulesFrom(preferences), ...codes } }
    },
  }
}

function rulesFrom(preferences: PreferenceValues): Omit<AgentRules, 'reasonCodes' | 'wrapUpCodes'> {
  const when = parseRecordingWhen(preferences['recording.when']) ?? { kind: 'off' }
  return {
    recording: { when, giveUpMs: preferences['recording.giveUpMs'] },
    reasonRequired: preferences['agent.reasonRequired'],
    ringMs: preferences['agent.ringMs'],
    wrapUpMs: preferences['agent.wrapUpMs'],
    wrapUpThen: preferences['agent.wrapUpThen'],
  }
}

async function readLists(store: Store, tenantId: string): Promise<Lists> {
  const tenant = store.tenant(tenantId)
  const [reasonCodes, wrapUpCodes, media] = await Promise.all([
    tenant.find('reasonCodes', { where: { disabledAt: null } }),
    tenant.find('wrapUpCodes', { where: { disabledAt: null } }),
    tenant.find('media', { orderBy: 'position' }),
  ])
  return {
    reasonCodes: reasonCodes.map(({ category, code }) => ({ category, code })),
    wrapUpCodes: wrapUpCodes.map(({ id }) => id),
    media: media.map(({ id }) => id),
  }
}

function isPreferenceEvent(event: FeedEvent): event is Extract<FeedEvent, { kind: 'preference.changed' | 'preference.reset' }> {
  return event.kind === 'preference.changed' || event.kind === 'preference.reset'
}

function keyOf(tenantId: string, level: string): string {
  return JSON.stringify([tenantId, level])
}

function parseKey(key: string): [string, string] {
  const [tenantId, level]: unknown[] = JSON.parse(key)
  return [String(tenantId), String(level)]
}
