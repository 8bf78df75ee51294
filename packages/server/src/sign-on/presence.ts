import type { Deps } from '../deps.ts'
import { createTenantSettings, type TenantSettings } from '../preferences/tenant-settings.ts'
import type { Transaction } from '../store/store.ts'
import type { SessionRow } from '../store/tables.ts'
import { withDeadline } from './session-deadline.ts'

/** A session's activity is written at most this often. */
const activityStepMs = 15_000

/** Which sessions have a socket, and where a person did something: told by whoever holds the sockets. */
export interface Presence {
  /** A feed socket is open on this node. False when the session has ended. */
  connected(tenantId: string, sessionId: string): Promise<boolean>
  /** The last socket that this node held for the session is gone. */
  dropped(tenantId: string, sessionId: string): Promise<void>
  /** A person did something (S-23). */
  active(tenantId: string, sessionId: string): Promise<void>
}

/** Presence on the store. A socket on another node is not dropped by this one. */
export function createPresence(deps: Deps, settings: TenantSettings = createTenantSettings(deps.store)): Presence {
  /** Runs a change on a live session; false when it has ended. */
  async function change(
    tenantId: string,
    sessionId: string,
    next: (tx: Transaction, session: SessionRow, now: number) => Promise<SessionRow>,
  ): Promise<boolean> {
    const store = deps.store.tenant(tenantId)
    const known = await store.get('sessions', { id: sessionId })
    if (known?.endedAt !== null) return false
    const preferences = await settings.preferencesOf(tenantId, { userId: known.userId, role: known.role })
    return store.transact(async (tx) => {
      const session = await tx.get('sessions', { id: sessionId })
      if (session?.endedAt !== null) return false
      const changed = await next(tx, session, deps.clock.now())
      if (changed === session) return true
      const agent = (await tx.get('agents', { userId: session.userId }))?.agent
      tx.put('sessions', withDeadline(changed, agent, preferences))
      return true
    })
  }

  return {
    connected: (tenantId, sessionId) =>
      change(tenantId, sessionId, async (tx, session, now) => {
        if (session.droppedAt === null && session.connectedNode === deps.nodeId) return session
        const awayMs = session.droppedAt === null ? null : now - session.droppedAt
        const event = { kind: 'session.connected', userId: session.userId, data: { sessionId, awayMs } } as const
        await tx.emit(event, { at: now, by: null })
        return { ...session, connectedNode: deps.nodeId, droppedAt: null }
      }),
    dropped: async (tenantId, sessionId) => {
      await change(tenantId, sessionId, async (tx, session, now) =>
        session.connectedNode === deps.nodeId ? drop(tx, session, now, now) : session,
      )
    },
    active: async (tenantId, sessionId) => {
      const known = await deps.store.tenant(tenantId).get('sessions', { id: sessionId })
      if (!known || deps.clock.now() - known.activeAt < activityStepMs) return
      await change(tenantId, sessionId, async (_tx, session, now) => ({ ...session, activeAt: now }))
    },
  }
}

/** The session without a socket since `droppedAt`, and the event that tells it. */
export async function drop(tx: Transaction, session: SessionRow, droppedAt: number, now: number): Promise<SessionRow> {
  const event = { kind: 'session.dropped', userId: session.userId, data: { sessionId: session.id } } as const
  await tx.emit(event, { at: now, by: null })
  return { ...session, connectedNode: null, droppedAt }
}
