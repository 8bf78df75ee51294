import { setImmediate as nextTurn } from 'node:timers/promises'
import type { TableName } from '../columns.ts'
import type { Driver, Outcome, Reads, Scope } from '../driver.ts'
import type { StoredRow } from '../row.ts'
import type { SlotValues } from '../sql/read-values.ts'
import { eventValues, keyValues, queryValues } from '../sql/read-values.ts'
import type { SqlRow } from '../sql/sql-codec.ts'
import { decodeCount, decodeEvent, decodeRow, encodeRow } from '../sql/sql-codec.ts'
import type { SqlTable } from '../sql/sql-table.ts'
import { eventsTable, sqlTable } from '../sql/sql-table.ts'
import type { Statement } from '../sql/statement.ts'
import { parametersOf } from '../sql/statement.ts'
import { tenantSlot } from '../sql/statements.ts'
import { StoreUnavailable } from '../store-unavailable.ts'
import { createRowCache } from './row-cache.ts'
import type { SqliteDatabase } from './sqlite-database.ts'
import { createSqliteStatements } from './sqlite-statements.ts'
import { whenFree } from './when-free.ts'

const headsTable: SqlTable = { name: 'tenant_heads', key: [], columns: [{ column: 'head', name: 'head', kind: 'integer' }] }

/** Rows kept decoded: some 3,000 agents with all that belongs to each. */
const rowsKept = 20_000

/**
 * A driver on one connection. All writing and the commit happen in one turn of the loop, so reads beside a transaction
 * never see a half of it. A commit resolves when the disk has it; the loop does not wait for that. Rejects with `StoreUnavailable`.
 *
 * Rows that were read or written, and the feeds' heads, are kept as long as nobody else writes: SQLite says so by a number (`data_version`) that is
 * looked at once in a turn of the loop, and when a transaction begins, in which nobody else can write. So a kept row is as
 * fresh as one from the file at the beginning of the turn, and costs next to nothing.
 */
export function createSqliteDriver(database: SqliteDatabase): Driver {
  const statements = createSqliteStatements()
  const rows = createRowCache(rowsKept)
  const heads = new Map<string, number>()
  let version = database.version()
  let isWriting = false

  let isSeen = false

  /** Looks whether another connection has committed, once a turn: a look costs several times what a kept row does. */
  function refresh(): void {
    if (isWriting || isSeen) return
    look()
    isSeen = true
    setImmediate(() => {
      isSeen = false
    })
  }

  /** Forgets all rows when another connection has committed since the last look. */
  function look(): void {
    const now = versionNow()
    if (now !== version) {
      rows.clear()
      heads.clear()
    }
    version = now
  }

  function versionNow(): unknown {
    try {
      return database.version()
    } catch (error) {
      throw new StoreUnavailable(error)
    }
  }

  function all(statement: Statement, values: SlotValues): SqlRow[] {
    try {
      return database.all(statement.sql, parametersOf(statement, values))
    } catch (error) {
      throw new StoreUnavailable(error)
    }
  }
  const run = (statement: Statement, values: SlotValues) => database.run(statement.sql, parametersOf(statement, values))
  const insert = (table: SqlTable, scope: Scope, row: Readonly<Record<string, unknown>>) => {
    const values = encodeRow(table, row)
    values[tenantSlot] = scope
    run(statements.put(table, scope), values)
  }

  /** SQLite rewrites the indexes of every column that a statement names, so a known row is sent only what is new in it. */
  function put(name: TableName, scope: Scope, row: StoredRow, known: StoredRow | undefined): void {
    const table = sqlTable(name)
    if (known === undefined) {
      insert(table, scope, row)
      return
    }
    const changed = table.columns.filter(({ column }) => row[column] !== known[column])
    if (changed.length === 0) return
    const values = encodeRow(table, row)
    values[tenantSlot] = scope
    run(
      statements.update(
        table,
        scope,
        changed.map((column) => column.name),
      ),
      values,
    )
  }

  function headOf(tenantId: string): number {
    refresh()
    const known = heads.get(tenantId) ?? decodeCount(all(statements.head, { [tenantSlot]: tenantId })[0], 'head') ?? 0
    heads.set(tenantId, known)
    return known
  }

  const reads: Reads = {
    async get(scope, name, key) {
      refresh()
      const known = rows.get(scope, name, key)
      if (known !== undefined) return known
      const table = sqlTable(name)
      const [row] = all(statements.get(table, scope), keyValues(scope, key))
      if (row === undefined) return undefined
      const found = decodeRow(table, row)
      rows.keep(scope, name, found)
      return found
    },
    async find(scope, name, query) {
      const table = sqlTable(name)
      return all(statements.find(table, scope, query), queryValues(scope, query)).map((row) => decodeRow(table, row))
    },
    events: async (tenantId, query) => all(statements.events(query), eventValues(tenantId, query)).map(decodeEvent),
    head: async (tenantId) => headOf(tenantId),
    tail: async (tenantId) => decodeCount(all(statements.tail, { [tenantSlot]: tenantId })[0], 'tail') ?? headOf(tenantId) + 1,
  }

  function write({ changes, appended, pruned }: Outcome): void {
    for (const { scope, table, key, row } of changes) {
      if (row === null) run(statements.remove(sqlTable(table), scope), keyValues(scope, key))
      else put(table, scope, row, rows.get(scope, table, key))
    }
    for (const [tenantId, events] of appended) {
      for (const event of events) insert(eventsTable, tenantId, event)
      insert(headsTable, tenantId, { head: events.at(-1)?.offset })
    }
    for (const [tenantId, upTo] of pruned) run(statements.prune, { [tenantSlot]: tenantId, upTo })
  }

  return {
    ...reads,
    lane: () => 'all',
    async begin(_scope, waiting) {
      // A commit costs the disk's time, so it had better be for many: while each turn of the loop brings more units, there is
      // other work to do anyway.
      for (let seen = 0; waiting() > seen; ) {
        seen = waiting()
        await nextTurn()
      }
      try {
        await whenFree(() => database.run('begin immediate'))
      } catch (error) {
        throw new StoreUnavailable(error)
      }
      try {
        look()
      } catch (error) {
        database.run('rollback')
        throw error
      }
      isWriting = true
      return {
        ...reads,
        async commit(outcome) {
          write(outcome)
          database.run('commit')
          isWriting = false
          rows.apply(outcome.changes)
          for (const [tenantId, events] of outcome.appended) heads.set(tenantId, events.at(-1)?.offset ?? headOf(tenantId))
          if (outcome.changes.length + outcome.appended.size + outcome.pruned.size > 0) await database.sync()
        },
        async discard() {
          isWriting = false
          if (database.raw.isTransaction) database.run('rollback')
        },
      }
    },
    isContested: () => false,
    heads: async () => new Map(all(statements.heads, {}).map((row) => [String(row.tenant_id), decodeCount(row, 'head') ?? 0])),
    close: async () => database.close(),
  }
}
