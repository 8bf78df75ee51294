import type pg from 'pg'
import type { Driver, Scope } from '../driver.ts'
import { decodeCount } from '../sql/sql-codec.ts'
import type { Connect } from './postgres-connection.ts'
import { createConnect, isContested } from './postgres-connection.ts'
import { createPostgresReads } from './postgres-reads.ts'
import { beginPostgresSession } from './postgres-session.ts'
import { createPostgresStatements } from './postgres-statements.ts'

/** A driver on a pool. Tenants are written side by side; one tenant by one transaction at a time, on all nodes. */
export function createPostgresDriver(pool: pg.Pool): Driver {
  const statements = createPostgresStatements()
  const connect = createConnect(pool, statements)
  const borrowed = borrowing(connect)
  /** By lane: the system rows that its last transaction lost, which the run that follows takes first. */
  const lost = new Map<string, readonly string[]>()

  return {
    ...createPostgresReads(statements, borrowed),
    lane: laneOf,
    async begin(scope) {
      const lane = laneOf(scope)
      const held = lost.get(lane) ?? []
      lost.delete(lane)
      return beginPostgresSession(await connect(scope), statements, scope, {
        held,
        onLost: (names) => void lost.set(lane, names),
      })
    },
    isContested,
    heads: () =>
      borrowed(null, async (connection) => {
        const rows = await connection.all(statements.heads, {})
        return new Map(rows.map((row) => [String(row.tenant_id), decodeCount(row, 'head') ?? 0]))
      }),
    time: () => borrowed(null, async (connection) => decodeCount((await connection.all(statements.time, {}))[0], 'now') ?? 0),
    close: () => pool.end(),
  }
}

function laneOf(scope: Scope): string {
  return scope === null ? 'system' : `tenant ${scope}`
}

function borrowing(connect: Connect) {
  return async <T>(scope: string | null, read: (connection: Awaited<ReturnType<Connect>>) => Promise<T>): Promise<T> => {
    const connection = await connect(scope)
    try {
      return await read(connection)
    } finally {
      connection.release()
    }
  }
}
