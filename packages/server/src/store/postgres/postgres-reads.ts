import type { Reads, Scope } from '../driver.ts'
import { eventValues, keyValues, queryValues } from '../sql/read-values.ts'
import { decodeCount, decodeEvent, decodeRow } from '../sql/sql-codec.ts'
import { sqlTable } from '../sql/sql-table.ts'
import { tenantSlot } from '../sql/statements.ts'
import type { PostgresConnection } from './postgres-connection.ts'
import type { PostgresStatements } from './postgres-statements.ts'

/** Reads on a borrowed connection. */
export function createPostgresReads(
  statements: PostgresStatements,
  withConnection: <T>(scope: Scope, read: (connection: PostgresConnection) => Promise<T>) => Promise<T>,
): Reads {
  const headOf = async (connection: PostgresConnection, tenantId: string) =>
    decodeCount((await connection.all(statements.head, { [tenantSlot]: tenantId }))[0], 'head') ?? 0

  return {
    get: (scope, name, key) =>
      withConnection(scope, async (connection) => {
        const table = sqlTable(name)
        const [row] = await connection.all(statements.get(table, scope), keyValues(scope, key))
        return row === undefined ? undefined : decodeRow(table, row)
      }),
    find: (scope, name, query) =>
      withConnection(scope, async (connection) => {
        const table = sqlTable(name)
        const statement = statements.find(table, scope, query)
        return (await connection.all(statement, queryValues(scope, query))).map((row) => decodeRow(table, row))
      }),
    events: (tenantId, query) =>
      withConnection(tenantId, async (connection) =>
        (await connection.all(statements.events(query), eventValues(tenantId, query))).map(decodeEvent),
      ),
    head: (tenantId) => withConnection(tenantId, (connection) => headOf(connection, tenantId)),
    tail: (tenantId) =>
      withConnection(tenantId, async (connection) => {
        const [row] = await connection.all(statements.tail, { [tenantSlot]: tenantId })
        return decodeCount(row, 'tail') ?? (await headOf(connection, tenantId)) + 1
      }),
  }
}
