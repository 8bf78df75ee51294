import { passAgentTime } from './agent/pass-agent-time.ts'
import { type ChatRouting, createChatRouting } from './chat/chat-routing.ts'
import { pruneChat } from './chat/prune-chat.ts'
import { pruneConversations } from './chat/prune-conversations.ts'
import type { Deps } from './deps.ts'
import { createTenantSettings, type TenantSettings } from './preferences/tenant-settings.ts'
import { forgetRecorders } from './recording/forget-recorders.ts'
import { passRecordingTime } from './recording/pass-recording-time.ts'
import { endOutdatedSessions } from './sign-on/end-outdated-sessions.ts'
import { endSessionsOfSuspended } from './sign-on/end-sessions-of-suspended.ts'
import { createNodeLease } from './sign-on/node-lease.ts'
import { passSessionTime } from './sign-on/pass-session-time.ts'
import { pruneSystem, pruneTenant } from './sign-on/prune.ts'
import type { NodeRow } from './store/tables.ts'

/** The lease is renewed so often, whatever a run takes (spec PS14). */
export const renewEveryMs = 1_000
const pruneEveryMs = 60_000
/** Password changes of the last so long are looked at again, should the node that made one have died on the way. */
const changesMs = 3 * pruneEveryMs
const firstLookMs = 24 * 3_600_000

/** What time does. To be run about once a second on every node; a run does nothing that another one has done. */
export interface Tick {
  /**
   * Does for each tenant a bounded part of what is due; the next run takes the rest (spec PS16). What fails for one keeps
   * nothing from the others, and is thrown at the end (spec PS15).
   */
  run(): Promise<void>
  /** Tells the others that this node runs. To be called on a timer of its own: a run may take longer than the lease. */
  renewLease(): Promise<void>
  /** This node stops: others need not wait for its lease. */
  stop(): Promise<void>
}

/** What a tick may share with the rest of a server. `alone`: no other node uses the store, so at the first run every session that one is said to hold is dropped. */
export type TickParts = { readonly alone?: boolean; readonly settings?: TenantSettings; readonly routing?: ChatRouting }

export function createTick(deps: Deps, parts: TickParts = {}): Tick {
  const { alone = false, settings = createTenantSettings(deps.store) } = parts
  const { routing = createChatRouting(deps, settings) } = parts
  const lease = createNodeLease(deps, settings)
  let isFirst = true
  let changesSince = deps.clock.now() - firstLookMs
  let tidiedAt = -Infinity
  let renewedAt = -Infinity

  async function renewLease(): Promise<void> {
    const now = deps.clock.now()
    await lease.renew()
    renewedAt = now
  }

  async function finishPasswordChanges(attempt: Attempt): Promise<void> {
    const now = deps.clock.now()
    const changed = await deps.store.system.find('accounts', { range: { column: 'passwordChangedAt', from: changesSince } })
    for (const account of changed) {
      if (account.tenants.length > 1) await attempt(() => endOutdatedSessions(deps, account, account.passwordChangedAt))
    }
    changesSince = now - changesMs
  }

  /** Drops what the dead nodes held; a node that nothing is left of is forgotten. */
  async function dropDead(dead: readonly NodeRow[], tenantIds: readonly string[], attempt: Attempt): Promise<void> {
    for (const node of dead) {
      let isEmpty = true
      for (const tenantId of tenantIds) {
        // A server that starts drops all before anyone comes back; later a tenant's thousands wait for their turn.
        const drop = () => lease.dropSessions(node, tenantId, { all: isFirst })
        isEmpty = (await attempt(drop)) === 'none left' && isEmpty
      }
      if (isEmpty) await attempt(() => lease.forget(node))
    }
  }

  return {
    renewLease,
    async run() {
      if (deps.clock.now() - renewedAt >= renewEveryMs) await renewLease()
      const faults: unknown[] = []
      const attempt: Attempt = (work) => work().catch((error: unknown) => void faults.push(error))
      const tenants = await deps.store.system.find('tenants')
      const ids = tenants.map(({ id }) => id)
      await dropDead(await lease.findDead({ alone: alone && isFirst }), ids, attempt)
      isFirst = false
      for (const { id, suspendedAt } of tenants) {
        if (suspendedAt !== null) await attempt(() => endSessionsOfSuspended(deps, id))
        await attempt(() => passSessionTime(deps, settings, id))
        await attempt(() => passAgentTime(deps, settings, id))
        await attempt(() => passRecordingTime(deps, id))
        await attempt(() => routing.pass(id))
      }
      if (deps.clock.now() - tidiedAt >= pruneEveryMs) {
        tidiedAt = deps.clock.now()
        await attempt(() => finishPasswordChanges(attempt))
        await attempt(() => pruneSystem(deps))
        for (const id of ids) {
          await attempt(() => pruneTenant(deps, settings, id))
          await attempt(() => forgetRecorders(deps, id))
          await attempt(() => pruneChat(deps, id))
          await attempt(() => pruneConversations(deps, settings, id))
        }
      }
      if (faults.length === 1) throw faults[0]
      if (faults.length > 1) throw new AggregateError(faults, `${faults.length} parts of a tick failed`)
    },
    stop: () => lease.leave(),
  }
}

/** Does one part of the work; when it fails that is noted, and the answer is undefined. */
type Attempt = <T>(work: () => Promise<T>) => Promise<T | undefined>
