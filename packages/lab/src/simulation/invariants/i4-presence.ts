import { firstOf, type Invariant, type View } from './invariant.ts'

/** I4: when the faults are over, a session counts as connected exactly while a living node, the one that it names, holds a socket of it. */
export function createPresenceTruth({ mirror, holders }: View): Invariant {
  function check(tenantId: string): string | null {
    const held = holders()
    return firstOf(mirror.rows(tenantId, 'sessions'), ({ id, endedAt, droppedAt, connectedNode }) => {
      const nodes = held.get(id)
      if (endedAt !== null) return nodes ? `${id} has ended and has a socket` : null
      if (nodes === undefined) return droppedAt === null ? `${id} counts as connected and has no socket` : null
      if (droppedAt !== null) return `${id} counts as dropped and has a socket`
      return nodes.has(connectedNode ?? '') ? null : `${id} counts as connected to ${connectedNode}, which holds no socket of it`
    })
  }

  return { id: 'I4', conclude: () => firstOf(mirror.tenants(), check) }
}
