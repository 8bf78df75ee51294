import { setImmediate } from 'node:timers/promises'
import type { Driver, Outcome, Reads, Scope } from '../driver.ts'
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
import type { SqliteDatabase } from './sqlite-database.ts'
import { createSqliteStatements } from './sqlite-statements.ts'
import { whenFree } from './when-free.ts'

const headsTable: SqlTable = { name: 'tenant_heads', key: [], columns: [{ column: 'head', name: 'head', kind: 'integer' }] }

/**
 * A driver on one connection. All writing and the commit happen in one turn of the loop, so reads beside a transaction
 * never see a half of it. Rejects with `StoreUnavailable`.
 */
export function createSqliteDriver(database: SqliteDatabase): Driver {
  const statements = createSqliteStatements()

  function all(statement: Statement, values: SlotValues): SqlRow[] {
    try {
      return database.all(statement.sql, parametersOf(statement, values))
    } catch (error) {
      throw new StoreUnavailable(error)
    }
  }
  const run = (statement: Statement, values: SlotValues) => database.run(statement.sql, parametersOf(statement, values))
  const insert = (table: SqlTable, scope: Scope, row: Readonly<Record<string, unknown>>) =>
    run(statements.put(table, scope), { [tenantSlot]: scope, ...encodeRow(table, row) })

  const headOf = (tenantId: string) => decodeCount(all(statements.head, { [tenantSlot]: tenantId })[0], 'head') ?? 0

  const reads: Reads = {
    async get(scope, name, key) {
      const table = sqlTable(name)
      const [row] = all(statements.get(table, scope), keyValues(scope, key))
      return row === undefined ? undefined : decodeRow(table, row)
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
      else insert(sqlTable(table), scope, row)
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
    async begin() {
      await setImmediate()
      try {
        await whenFree(() => database.run('begin immediate'))
      } catch (error) {
        throw new StoreUnavailable(error)
      }
      return {
        ...reads,
        async commit(outcome) {
          write(outcome)
          database.run('commit')
        },
        async discard() {
          if (database.raw.isTransaction) database.run('rollback')
        },
      }
    },
    isContested: () => false,
    heads: async () => new Map(all(statements.heads, {}).map((row) => [String(row.tenant_id), decodeCount(row, 'head') ?? 0])),
    close: async () => database.close(),
  }
}
