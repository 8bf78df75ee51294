import type { Change, Outcome, Scope, Session } from '../driver.ts'
import type { StoredRow } from '../row.ts'
import { keyText } from '../row.ts'
import { keyValues } from '../sql/read-values.ts'
import { decodeCount, encodeRow } from '../sql/sql-codec.ts'
import type { SqlTable } from '../sql/sql-table.ts'
import { eventsTable, sqlTable } from '../sql/sql-table.ts'
import { tenantSlot } from '../sql/statements.ts'
import type { PostgresConnection } from './postgres-connection.ts'
import { isContested } from './postgres-connection.ts'
import { createPostgresReads } from './postgres-reads.ts'
import type { PostgresStatements } from './postgres-statements.ts'
import { createSeenRows, lockNames } from './seen-rows.ts'

/** System rows to hold from the start, because the last run lost them; and who hears when this one loses some. */
export type Contest = { readonly held: readonly string[]; readonly onLost: (names: readonly string[]) => void }

/**
 * One transaction. It holds the tenant's head, so that the nodes write a tenant's rows and feed in turn. Rows of system
 * tables, which other tenants and nodes change too, are held while it commits, and it loses when they are not as it read them.
 */
export async function beginPostgresSession(
  connection: PostgresConnection,
  statements: PostgresStatements,
  scope: Scope,
  { held, onLost }: Contest,
): Promise<Session> {
  const reads = createPostgresReads(statements, (_, read) => read(connection))
  const seen = createSeenRows(connection, statements)
  let head = 0
  let ended = false

  async function lockHead(tenantId: string): Promise<number> {
    const values = { [tenantSlot]: tenantId }
    const [row] = await connection.all(statements.lockHead, values)
    if (row !== undefined) return decodeCount(row, 'head') ?? 0
    await connection.all(statements.createHead, values)
    return lockHead(tenantId)
  }

  async function write({ changes, appended, pruned }: Outcome): Promise<void> {
    const ordered = changes.toSorted((a, b) => (textOf(a) < textOf(b) ? -1 : 1))
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
    if (held.length > 0) await lockNames(connection, statements, held, () => true)
  } catch (error) {
    await discard()
    throw error
  }
  return {
    ...reads,
    head: async () => head,
    async get(owner, table, key) {
      const row = await reads.get(owner, table, key)
      if (owner === null) seen.see(table, key, row)
      return row
    },
    async find(owner, table, query) {
      const rows = await reads.find(owner, table, query)
      if (owner === null) for (const row of rows) seen.see(table, row, row)
      return rows
    },
    async commit(outcome) {
      try {
        await seen.verify(outcome.changes)
        await write(outcome)
        await connection.run('commit')
      } catch (error) {
        if (isContested(error)) onLost(seen.names(outcome.changes))
        throw error
      }
      ended = true
      connection.release()
    },
    discard,
  }
}

function textOf({ table, key }: Change): string {
  return `${table}/${keyText(table, key)}`
}
