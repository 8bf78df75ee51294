import { type Agent, type AgentRules, decideSessionTime } from '@hotseat/core'
import { commandAgent } from '../agent/command-agent.ts'
import type { Deps } from '../deps.ts'
import type { Meta } from '../meta.ts'
import type { TenantSettings } from '../preferences/tenant-settings.ts'
import type { Transaction } from '../store/store.ts'
import type { SessionRow } from '../store/tables.ts'
import { endSession } from './end-session.ts'
import { isRecorder, liveSessionsOf } from './live-sessions-of.ts'
import { sessionTimesOf, timePolicyOf, withDeadline } from './session-deadline.ts'

/** At most so many sessions a call; the next tick takes the rest. */
const batch = 500

/**
 * Does what is due for a tenant's sessions: lifetime and idle time over, the agent lost after the grace period, the
 * session ended when the connection stays lost (S-23, spec PS10 to PS13). Every node may do it; nothing is done twice.
 */
export async function passSessionTime(deps: Deps, settings: TenantSettings, tenantId: string): Promise<void> {
  const store = deps.store.tenant(tenantId)
  const due = await store.find('sessions', {
    range: { column: 'dueAt', to: deps.clock.now() },
    orderBy: 'dueAt',
    limit: batch,
  })
  // Side by side, so that they share commits.
  await Promise.all(
    due.map(async ({ id, userId, role }) => {
      const { preferences, rules } = await settings.houseOf(tenantId, { userId, role })
      await store.transact(async (tx) => {
        const session = await tx.get('sessions', { id })
        if (session?.endedAt !== null) return
        const meta = { at: deps.clock.now(), by: null }
        const agent = (await tx.get('agents', { userId }))?.agent
        // Somebody who is at work in one of their sessions is there for all of them (SO17), and nobody is at a recorder (RC18).
        const atWork = (await liveSessionsOf(tx, userId)).filter((each) => !isRecorder(each))
        const activeAt = Math.max(session.activeAt, ...atWork.map((each) => each.activeAt))
        const times = sessionTimesOf({ ...session, activeAt }, agent)
        const event = decideSessionTime(times, timePolicyOf(preferences), meta.at)
        const isHandedOver = event !== 'nothing' && (await handOver(tx, session, agent, rules, meta))
        if (event === 'expired' || event === 'idle') return endSession(tx, session, event, meta)
        const isLost = !isHandedOver && (event === 'connectionGrace' || (event === 'connectionSignOut' && !times.graceHandled))
        if (isLost) await commandAgent(tx, userId, { type: 'loseConnection' }, rules, meta)
        if (event === 'connectionSignOut') return endSession(tx, session, 'connectionLost', meta)
        const changed = (await tx.get('agents', { userId }))?.agent
        tx.put('sessions', withDeadline({ ...session, activeAt }, changed, preferences))
      })
    }),
  )
}

/** The agent sits in another tab, too: the work goes on there and is not lost with this session (spec PS17). */
async function handOver(
  tx: Transaction,
  { id, userId }: SessionRow,
  agent: Agent | undefined,
  rules: AgentRules,
  meta: Meta,
): Promise<boolean> {
  if (agent?.sessionId !== id) return false
  const live = await liveSessionsOf(tx, userId)
  const other = live.find((each) => each.id !== id && each.droppedAt === null && !isRecorder(each))
  if (other === undefined) return false
  const moved = await commandAgent(tx, userId, { type: 'restore', sessionId: other.id }, rules, meta)
  return moved.ok
}
