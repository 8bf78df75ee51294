import type { TableName } from '../columns.ts'
import type { Change } from '../driver.ts'
import type { StoredRow } from '../row.ts'
import { keyText } from '../row.ts'
import { decodeRow } from '../sql/sql-codec.ts'
import { sqlTable } from '../sql/sql-table.ts'
import type { PostgresConnection } from './postgres-connection.ts'
import { Contested } from './postgres-connection.ts'
import type { PostgresStatements } from './postgres-statements.ts'

/**
 * The rows of system tables that a transaction has read, there or not. They are locked only when it commits, all in one
 * order, so that transactions can't wait for each other in a circle; then they have to be what they were.
 */
export interface SeenRows {
  see(table: TableName, key: StoredRow, row: StoredRow | undefined): void
  /** Throws `Contested` when another transaction has changed one. Holds them, and the rows to be written, from then on. */
  verify(changes: readonly Change[]): Promise<void>
  /** The names of all that was seen or is to be written: what the next run had better hold from the start. */
  names(changes: readonly Change[]): readonly string[]
}

type Seen = { readonly table: TableName; readonly key: string; readonly text: string }

export function createSeenRows(connection: PostgresConnection, statements: PostgresStatements): SeenRows {
  const seen = new Map<string, Seen>()

  const written = (changes: readonly Change[]) =>
    new Set(changes.filter(({ scope }) => scope === null).map(({ table, key }) => nameOf(table, keyText(table, key))))
  const names = (changes: readonly Change[]) => [...new Set([...seen.keys(), ...written(changes)])].sort()

  return {
    names,
    see(table, key, row) {
      const text = keyText(table, key)
      const name = nameOf(table, text)
      if (!seen.has(name)) seen.set(name, { table, key: text, text: textOf(row) })
    },
    async verify(changes) {
      const all = names(changes)
      if (all.length === 0) return
      const exclusive = written(changes)
      await lockNames(connection, statements, all, (name) => exclusive.has(name))
      for (const [table, rows] of Map.groupBy(seen.values(), (row) => row.table)) {
        const found = await connection.all(statements.getAll(sqlTable(table)), { keys: rows.map(({ key }) => key) })
        const now = new Map(
          found.map((sqlRow) => decodeRow(sqlTable(table), sqlRow)).map((row) => [keyText(table, row), textOf(row)]),
        )
        if (rows.some(({ key, text }) => (now.get(key) ?? textOf(undefined)) !== text)) throw new Contested()
      }
    },
  }
}

/** Locks names for the rest of the transaction, in their order: exclusively, or shared with others who only read. */
export async function lockNames(
  connection: PostgresConnection,
  statements: PostgresStatements,
  names: readonly string[],
  isExclusive: (name: string) => boolean,
): Promise<void> {
  await connection.all(statements.lockNames, { names, exclusive: names.map((name) => Number(isExclusive(name))) })
}

function nameOf(table: TableName, key: string): string {
  return `${table}/${key}`
}

function textOf(row: StoredRow | undefined): string {
  return row === undefined ? '' : JSON.stringify(row)
}
