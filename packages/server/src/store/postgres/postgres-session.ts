import type { TableName } from '../columns.ts'
import type { Change, Outcome, Scope, Session } from '../driver.ts'
import type { StoredRow } from '../row.ts'
import { keyText } from '../row.ts'
import { keyValues } from '../sql/read-values.ts'
import { decodeCount, encodeRow } from '../sql/sql-codec.ts'
import type { SqlTable } from '../sql/sql-table.ts'
import { eventsTable, sqlTable } from '../sql/sql-table.ts'
import { tenantSlot } from '../sql/statements.ts'
import type { PostgresConnection } from './postgres-connection.ts'
import { createPostgresReads } from './postgres-reads.ts'
import type { PostgresStatements } from './postgres-statements.ts'

/**
 * One transaction. It holds the tenant's head, so that the nodes write a tenant's rows and feed in turn, and every row of
 * a system table that it reads by key or writes, there or not, so that no node works on a value another is changing.
 */
export async function beginPostgresSession(
  connection: PostgresConnection,
  statements: PostgresStatements,
  scope: Scope,
): Promise<Session> {
  const reads = createPostgresReads(statements, (_, read) => read(connection), true)
  const locked = new Set<string>()
  let head = 0
  let ended = false

  async function lockHead(tenantId: string): Promise<number> {
    const values = { [tenantSlot]: tenantId }
    const [row] = await connection.all(statements.lockHead, values)
    if (row !== undefined) return decodeCount(row, 'head') ?? 0
    await connection.all(statements.createHead, values)
    return lockHead(tenantId)
  }

  /** A row that does not exist can't be locked itself: two nodes would both create it. */
  async function lockAbsent(table: TableName, key: StoredRow): Promise<void> {
    await connection.all(statements.lockKey, { lock: `${table}/${keyText(table, key)}` })
  }

  async function getLocked(table: TableName, key: StoredRow): Promise<StoredRow | undefined> {
    const row = await reads.get(null, table, key)
    locked.add(`${table}/${keyText(table, key)}`)
    if (row !== undefined) return row
    await lockAbsent(table, key)
    return reads.get(null, table, key)
  }

  async function write({ changes, appended, pruned }: Outcome): Promise<void> {
    const ordered = changes.toSorted((a, b) => (textOf(a) < textOf(b) ? -1 : 1))
    for (const { scope: owner, table, key } of ordered) {
      if (owner === null && !locked.has(`${table}/${keyText(table, key)}`)) await getLocked(table, key)
    }
    for (const { scope: owner, table, key, row } of ordered) {
      if (row === null) await connection.all(statements.remove(sqlTable(table), owner), keyValues(owner, key))
    }
    for (const [table, rows] of Map.groupBy(ordered, (change) => change.table)) {
      await putAll(
        sqlTable(table),
        rows[0]?.scope ?? null,
        rows.map(({ row }) => row).filter((row) => row !== null),
      )
    }
    for (const [tenantId, events] of appended) {
      await putAll(eventsTable, tenantId, events)
      await connection.all(statements.moveHead, { [tenantSlot]: tenantId, head: events.at(-1)?.offset ?? head })
    }
    for (const [tenantId, upTo] of pruned) await connection.all(statements.prune, { [tenantSlot]: tenantId, upTo })
  }

  async function putAll(table: SqlTable, owner: Scope, rows: readonly StoredRow[]): Promise<void> {
    if (rows.length === 0) return
    const encoded = rows.map((row) => encodeRow(table, row))
    const arrays = table.columns.map(({ name }) => [name, encoded.map((row) => row[name] ?? null)] as const)
    await connection.all(statements.putAll(table, owner), {
      ...Object.fromEntries(arrays),
      ...(owner === null ? {} : { [tenantSlot]: rows.map(() => owner) }),
    })
  }

  async function discard(): Promise<void> {
    if (ended) return
    ended = true
    try {
      await connection.run('rollback')
    } catch {
      // The connection is broken and about to be closed, which rolls back as well.
    } finally {
      connection.release()
    }
  }

  try {
    await connection.run('begin')
    if (scope !== null) head = await lockHead(scope)
  } catch (error) {
    await discard()
    throw error
  }
  return {
    ...reads,
    head: async () => head,
    get: (owner, table, key) => (owner === null ? getLocked(table, key) : reads.get(owner, table, key)),
    async commit(outcome) {
      await write(outcome)
      await connection.run('commit')
      ended = true
      connection.release()
    },
    discard,
  }
}

function textOf({ table, key }: Change): string {
  return `${table}/${keyText(table, key)}`
}
