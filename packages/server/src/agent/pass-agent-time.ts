import type { Deps } from '../deps.ts'
import type { TenantSettings } from '../preferences/tenant-settings.ts'
import { commandAgent } from './command-agent.ts'

const batch = 500

/** Lets rings and wrap-ups of a tenant's agents run out. Every node may do it; nothing is done twice. */
export async function passAgentTime(deps: Deps, settings: TenantSettings, tenantId: string): Promise<void> {
  const store = deps.store.tenant(tenantId)
  const due = await store.find('agents', { range: { column: 'dueAt', to: deps.clock.now() }, orderBy: 'dueAt', limit: batch })
  // Side by side, so that they share commits.
  await Promise.all(
    due.map(async ({ userId }) => {
      const member = await store.get('members', { id: userId })
      const { rules } = await settings.houseOf(tenantId, { userId, role: member?.role ?? 'executive' })
      await store.transact(async (tx) => {
        await commandAgent(tx, userId, { type: 'passTime' }, rules, { at: deps.clock.now(), by: null })
        await forgetPastDue(tx, userId)
      })
    }),
  )

  /** Longer times set meanwhile move the deadline; the row must not stay due, or it would be looked at every second. */
  async function forgetPastDue(tx: Parameters<Parameters<typeof store.transact>[0]>[0], userId: string): Promise<void> {
    const row = await tx.get('agents', { userId })
    if (row?.dueAt != null && row.dueAt <= deps.clock.now()) tx.put('agents', { ...row, dueAt: deps.clock.now() + 1_000 })
  }
}
