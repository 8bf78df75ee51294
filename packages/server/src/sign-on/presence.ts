import type { AgentRules } from '@hotseat/core'
import type { Deps } from '../deps.ts'
import { createTenantSettings, type House, type TenantSettings } from '../preferences/tenant-settings.ts'
import type { Transaction } from '../store/store.ts'
import type { SessionRow } from '../store/tables.ts'
import type { Caller } from '../use-case.ts'
import { isRecorder, liveSessionsOf } from './live-sessions-of.ts'
import { restoreAgent } from './restore-agent.ts'
import { withDeadline } from './session-deadline.ts'

/** A session's activity is written at most this often. */
const activityStepMs = 15_000

/** Which sessions have a socket, and where a person did something: told by whoever holds the sockets. */
export interface Presence {
  /** A feed socket is open on this node. */
  connected(caller: Socketed): Promise<void>
  /** The last socket that this node held for the session is gone. */
  dropped(caller: Socketed): Promise<void>
  /** A person did something (S-23). */
  active(caller: Socketed): Promise<void>
}

type Socketed = Pick<Caller, 'tenantId' | 'session'>
type Change = (tx: Transaction, session: SessionRow, now: number, house: House) => Promise<SessionRow>

/** Presence on the store. What another node holds this one does not drop; a session that has ended stays as it is. */
export function createPresence(deps: Deps, settings: TenantSettings = createTenantSettings(deps.store)): Presence {
  async function change({ tenantId, session: { id, userId, role } }: Socketed, next: Change): Promise<void> {
    const house = await settings.houseOf(tenantId, { userId, role })
    await deps.store.tenant(tenantId).transact(async (tx) => {
      const session = await tx.get('sessions', { id })
      if (session?.endedAt !== null) return
      const changed = await next(tx, session, deps.clock.now(), house)
      if (changed === session) return
      const agent = (await tx.get('agents', { userId }))?.agent
      tx.put('sessions', withDeadline(changed, agent, house.preferences))
    })
  }

  return {
    connected: (caller) =>
      change(caller, async (tx, session, now, { rules }) => {
        if (session.droppedAt === null && session.connectedNode === deps.nodeId) return session
        const data = {
          sessionId: session.id,
          role: session.role,
          application: session.application,
          // Another node may have noted the drop, by a clock that is a little ahead of ours.
          awayMs: session.droppedAt === null ? null : Math.max(0, now - session.droppedAt),
        }
        await tx.emit({ kind: 'session.connected', userId: session.userId, data }, { at: now, by: null })
        if (!isRecorder(session)) await giveBack(tx, session, rules, now)
        return { ...session, connectedNode: deps.nodeId, droppedAt: null }
      }),
    dropped: (caller) =>
      change(caller, async (tx, session, now) => {
        if (session.connectedNode !== deps.nodeId) return session
        const elsewhere = await isElsewhere(tx, session, ({ connectedNode }) => connectedNode !== null)
        return drop(tx, session, { droppedAt: now, elsewhere }, now)
      }),
    async active(caller) {
      // Whatever it says, nobody does anything at a recorder (spec RC18).
      if (isRecorder(caller.session)) return
      await change(caller, async (_tx, session, now) =>
        now - session.activeAt < activityStepMs ? session : { ...session, activeAt: now },
      )
    },
  }
}

/** An agent who was lost and whose socket is open again without a resume has the work back all the same (spec PS5). */
async function giveBack(tx: Transaction, { id, userId }: SessionRow, rules: AgentRules, at: number): Promise<void> {
  const member = await tx.get('members', { id: userId })
  const agent = (await tx.get('agents', { userId }))?.agent
  if (member) await restoreAgent(tx, { member, agent, sessionId: id }, rules, { at, by: null })
}

/** Whether another session of the same person stands (spec PS18). */
export async function isElsewhere(
  tx: Transaction,
  { id, userId }: SessionRow,
  stands: (session: SessionRow) => boolean,
): Promise<boolean> {
  return (await liveSessionsOf(tx, userId)).some((each) => each.id !== id && !isRecorder(each) && stands(each))
}

/** The session without a socket since `droppedAt`, and the event that tells it. */
export async function drop(
  tx: Transaction,
  session: SessionRow,
  { droppedAt, elsewhere }: { readonly droppedAt: number; readonly elsewhere: boolean },
  now: number,
): Promise<SessionRow> {
  const data = { sessionId: session.id, role: session.role, application: session.application, elsewhere }
  await tx.emit({ kind: 'session.dropped', userId: session.userId, data }, { at: now, by: null })
  return { ...session, connectedNode: null, droppedAt }
}
