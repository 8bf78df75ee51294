import { passAgentTime } from './agent/pass-agent-time.ts'
import type { Deps } from './deps.ts'
import { createTenantSettings, type TenantSettings } from './preferences/tenant-settings.ts'
import { endOutdatedSessions } from './sign-on/end-outdated-sessions.ts'
import { endSessionsOfSuspended } from './sign-on/end-sessions-of-suspended.ts'
import { createNodeLease } from './sign-on/node-lease.ts'
import { passSessionTime } from './sign-on/pass-session-time.ts'
import { pruneSystem, pruneTenant } from './sign-on/prune.ts'

const pruneEveryMs = 60_000
/** Password changes of the last so long are looked at again, should the node that made one have died on the way. */
const changesMs = 3 * pruneEveryMs
const firstLookMs = 24 * 3_600_000

/** What time does. To be run about once a second on every node; a run does nothing that another one has done. */
export interface Tick {
  run(): Promise<void>
  /** This node stops: others need not wait for its lease. */
  stop(): Promise<void>
}

/** `alone`: no other node uses the store, so at the first run every session that one is said to hold is dropped. */
export function createTick(
  deps: Deps,
  { alone = false, settings = createTenantSettings(deps.store) }: { alone?: boolean; settings?: TenantSettings } = {},
): Tick {
  const lease = createNodeLease(deps, settings)
  let isFirst = true
  let changesSince = deps.clock.now() - firstLookMs
  let tidiedAt = -Infinity

  async function finishPasswordChanges(): Promise<void> {
    const from = changesSince
    changesSince = deps.clock.now() - changesMs
    const changed = await deps.store.system.find('accounts', { range: { column: 'passwordChangedAt', from } })
    for (const account of changed) {
      if (account.tenants.length > 1) await endOutdatedSessions(deps, account, account.passwordChangedAt)
    }
  }

  return {
    async run() {
      await lease.renew()
      const tenants = await deps.store.system.find('tenants')
      await lease.dropDead(
        tenants.map(({ id }) => id),
        { alone: alone && isFirst },
      )
      isFirst = false
      for (const tenant of tenants) {
        if (tenant.suspendedAt !== null) await endSessionsOfSuspended(deps, tenant.id)
        await passSessionTime(deps, settings, tenant.id)
        await passAgentTime(deps, settings, tenant.id)
      }
      if (deps.clock.now() - tidiedAt < pruneEveryMs) return
      tidiedAt = deps.clock.now()
      await finishPasswordChanges()
      await pruneSystem(deps)
      for (const { id } of tenants) await pruneTenant(deps, settings, id)
    },
    stop: () => lease.leave(),
  }
}
