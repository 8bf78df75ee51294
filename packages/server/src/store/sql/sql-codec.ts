import type { FeedEvent } from '@hotseat/core'
import { eventOfRow } from '../codec.ts'
import type { ColumnKind } from '../columns.ts'
import type { StoredRow } from '../row.ts'
import { keptParsed } from '../row.ts'
import type { SqlTable } from './sql-table.ts'
import { eventsTable } from './sql-table.ts'

/** What crosses the line to a database. */
export type SqlValue = string | number | null

/** A row as the database gives it. */
export type SqlRow = Readonly<Record<string, unknown>>

/** A kept value as SQL; booleans as 0 and 1, which both databases take. */
export function encodeValue(kind: ColumnKind, value: unknown): SqlValue {
  if (value === null || value === undefined) return null
  if (kind === 'json') return JSON.stringify(value)
  if (typeof value === 'string' || typeof value === 'number') return value
  return value === true ? 1 : 0
}

/** The row's values by SQL column. */
export function encodeRow(table: SqlTable, row: StoredRow): Record<string, SqlValue> {
  const values: Record<string, SqlValue> = {}
  for (const { column, name, kind } of table.columns) values[name] = encodeValue(kind, row[column])
  return values
}

/** The frozen row of what the database gave. */
export function decodeRow(table: SqlTable, sqlRow: SqlRow): StoredRow {
  const row: Record<string, unknown> = {}
  for (const { column, name, kind } of table.columns) row[column] = decodeValue(kind, sqlRow[name])
  return Object.freeze(row)
}

/** The event of a row of the feed's table. */
export function decodeEvent(sqlRow: SqlRow): FeedEvent {
  return eventOfRow(decodeRow(eventsTable, sqlRow))
}

/** A count the database gave, whatever number type it has for it. */
export function decodeCount(sqlRow: SqlRow | undefined, column: string): number | undefined {
  const value = sqlRow?.[column]
  return typeof value === 'number' ? value : undefined
}

function decodeValue(kind: ColumnKind, value: unknown): unknown {
  if (value === null) return null
  if (kind === 'json') return typeof value === 'string' ? keptParsed(value) : null
  return kind === 'boolean' ? value === true || value === 1 : value
}
