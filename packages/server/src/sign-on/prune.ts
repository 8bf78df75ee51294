import type { Deps } from '../deps.ts'
import { nobody, type TenantSettings } from '../preferences/tenant-settings.ts'

const hourMs = 3_600_000
/** Counters older than the longest block are of no use. */
const attemptsMs = 25 * hourMs
const budgetsMs = hourMs
const sessionsMs = 7 * 24 * hourMs
const browsersMs = 8 * 24 * hourMs
const batch = 500
/** Events go by more at a time: a busy tenant makes tens of thousands a minute. */
const eventsBatch = 100_000

/** Removes what has served its time, some of it at every call, so that no table grows without end (S-07). */
export async function pruneSystem({ store, clock }: Pick<Deps, 'store' | 'clock'>): Promise<void> {
  const now = clock.now()
  const { system } = store
  const attempts = await system.find('attempts', { range: { column: 'changedAt', to: now - attemptsMs }, limit: batch })
  const budgets = await system.find('budgets', { range: { column: 'startedAt', to: now - budgetsMs }, limit: batch })
  const browsers = await system.find('browsers', { range: { column: 'seenAt', to: now - browsersMs }, limit: batch })
  const activations = await system.find('activations', { range: { column: 'expiresAt', to: now - sessionsMs }, limit: batch })
  if (attempts.length + budgets.length + browsers.length + activations.length === 0) return
  await system.transact(async (rows) => {
    for (const { key, changedAt } of attempts) {
      if ((await rows.get('attempts', { key }))?.changedAt === changedAt) rows.remove('attempts', { key })
    }
    for (const { key, startedAt } of budgets) {
      if ((await rows.get('budgets', { key }))?.startedAt === startedAt) rows.remove('budgets', { key })
    }
    for (const { id, seenAt } of browsers) {
      if ((await rows.get('browsers', { id }))?.seenAt === seenAt) rows.remove('browsers', { id })
    }
    for (const { hash } of activations) rows.remove('activations', { hash })
  })
}

/** Removes a tenant's sessions that ended a week ago, and what its feed keeps no longer. */
export async function pruneTenant(
  { store, clock }: Pick<Deps, 'store' | 'clock'>,
  settings: TenantSettings,
  tenantId: string,
): Promise<void> {
  const tenant = store.tenant(tenantId)
  const ended = await tenant.find('sessions', { range: { column: 'endedAt', to: clock.now() - sessionsMs }, limit: batch })
  if (ended.length > 0) {
    await tenant.transact(async (tx) => {
      for (const { id } of ended) tx.remove('sessions', { id })
    })
  }
  const preferences = await settings.preferencesOf(tenantId, nobody)
  const kept = (await tenant.head()) - (await tenant.tail()) + 1
  const keep = preferences['feed.retentionEvents']
  if (kept > keep) await tenant.pruneEvents(Math.max(keep, kept - eventsBatch))
}
