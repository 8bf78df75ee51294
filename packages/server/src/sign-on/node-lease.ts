import type { Deps } from '../deps.ts'
import type { TenantSettings } from '../preferences/tenant-settings.ts'
import type { Transaction } from '../store/store.ts'
import type { NodeRow, SessionRow } from '../store/tables.ts'
import { drop, isElsewhere } from './presence.ts'
import { withDeadline } from './session-deadline.ts'

/** A node that has not said for so long that it runs is dead (S-24). */
export const leaseMs = 5_000
/** Sessions dropped in one unit of work, so that a dead node's thousands keep nobody waiting. */
const batch = 500

/** The nodes' signs of life, and what becomes of a dead node's sessions. */
export interface NodeLease {
  renew(): Promise<void>
  /** The nodes whose lease is over. `alone`: this is the only node, so every other one is dead. */
  findDead(options: { alone: boolean }): Promise<readonly NodeRow[]>
  /** Drops a tenant's sessions that a dead node held: all, or as many as one unit of work takes. */
  dropSessions(node: NodeRow, tenantId: string, options: { all: boolean }): Promise<'none left' | 'more'>
  /** Takes a dead node off the list, unless it has renewed its lease since. */
  forget(node: NodeRow): Promise<void>
  /** This node stops: its lease is over now. */
  leave(): Promise<void>
}

export function createNodeLease(deps: Deps, settings: TenantSettings): NodeLease {
  const { store, clock, nodeId } = deps
  const startedAt = clock.now()

  const dropSessions: NodeLease['dropSessions'] = async (node, tenantId, { all }) => {
    const tenant = store.tenant(tenantId)
    const where = { connectedNode: node.id } as const
    for (;;) {
      const known = await tenant.find('sessions', { where, limit: batch })
      if (known.length === 0) return 'none left'
      const houses = await Promise.all(known.map(({ userId, role }) => settings.preferencesOf(tenantId, { userId, role })))
      await tenant.transact(async (tx) => {
        const now = clock.now()
        // After a restart nothing stands anywhere, and no session needs to be asked about.
        const others = await hasOthers(tx, node)
        for (const [index, { id }] of known.entries()) {
          const session = await tx.get('sessions', { id })
          const preferences = houses[index]
          if (session?.connectedNode !== node.id || !preferences) continue
          // The node was last known to run when it renewed its lease: that is when the line was lost.
          const droppedAt = Math.min(now, node.leaseUntil - leaseMs)
          const elsewhere = others && (await isElsewhere(tx, session, (each) => standsBeside(node, each)))
          const dropped = await drop(tx, session, { droppedAt, elsewhere }, now)
          const agent = (await tx.get('agents', { userId: session.userId }))?.agent
          tx.put('sessions', withDeadline(dropped, agent, preferences))
        }
      })
      if (known.length < batch) return 'none left'
      if (!all) return 'more'
    }
  }

  return {
    renew: () =>
      store.system.transact(async (rows) => rows.put('nodes', { id: nodeId, startedAt, leaseUntil: clock.now() + leaseMs })),
    // The row stays until another node, or the next start, has dropped what could not be dropped in the drain.
    leave: () => store.system.transact(async (rows) => rows.put('nodes', { id: nodeId, startedAt, leaseUntil: clock.now() })),
    findDead: async ({ alone }) => {
      const now = clock.now()
      return (await store.system.find('nodes')).filter(({ id, leaseUntil }) => id !== nodeId && (alone || leaseUntil <= now))
    },
    dropSessions,
    forget: (node) =>
      store.system.transact(async (rows) => {
        const same = await rows.get('nodes', { id: node.id })
        if (same?.leaseUntil === node.leaseUntil) rows.remove('nodes', { id: node.id })
      }),
  }
}

/** A session that another node than the dead one holds. */
function standsBeside(dead: NodeRow, { connectedNode }: SessionRow): boolean {
  return connectedNode !== null && connectedNode !== dead.id
}

/** Whether any node but the dead one holds a session of the tenant. */
async function hasOthers(tx: Transaction, dead: NodeRow): Promise<boolean> {
  for (const { id } of await tx.system.find('nodes')) {
    if (id === dead.id) continue
    if ((await tx.find('sessions', { where: { connectedNode: id }, limit: 1 })).length > 0) return true
  }
  return false
}
