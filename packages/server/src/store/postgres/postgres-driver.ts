import type pg from 'pg'
import type { Driver } from '../driver.ts'
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

  return {
    ...createPostgresReads(statements, borrowed, false),
    lane: (scope) => (scope === null ? 'system' : `tenant ${scope}`),
    begin: async (scope) => beginPostgresSession(await connect(scope), statements, scope),
    isContested,
    heads: () =>
      borrowed(null, async (connection) => {
        const rows = await connection.all(statements.heads, {})
        return new Map(rows.map((row) => [String(row.tenant_id), decodeCount(row, 'head') ?? 0]))
      }),
    close: () => pool.end(),
  }
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
