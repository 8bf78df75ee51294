import type { ColumnKind, TableName } from './columns.ts'
import { columns } from './columns.ts'
import { keys } from './tables.ts'

/** A row without its type: column → value, frozen all the way down. */
export type StoredRow = Readonly<Record<string, unknown>>

/** `Query` without its type. */
export type RowQuery = {
  readonly where?: StoredRow
  readonly among?: { readonly column: string; readonly values: readonly string[] }
  readonly range?: { readonly column: string; readonly from?: number; readonly to?: number }
  readonly orderBy?: string
  readonly descending?: boolean
  readonly limit?: number
}

const kept = new WeakSet<object>()

/**
 * A deep frozen copy as JSON would carry it: `undefined` members vanish. What PostgreSQL cannot keep in text (NUL, half a
 * surrogate pair) becomes U+FFFD in every form of the store, so that all of them find and return the same.
 */
export function keptCopy(value: unknown): unknown {
  if (typeof value === 'string') return keptText(value)
  if (typeof value !== 'object' || value === null) return value === undefined ? null : value
  if (kept.has(value)) return value
  const copy = Array.isArray(value) ? value.map(keptCopy) : keptMembers(value)
  Object.freeze(copy)
  kept.add(copy)
  return copy
}

function keptMembers(value: object): object {
  const members: [string, unknown][] = []
  for (const [name, member] of Object.entries(value)) if (member !== undefined) members.push([keptText(name), keptCopy(member)])
  return Object.fromEntries(members)
}

/** A text as every form of the store keeps it. */
export function keptText(text: string): string {
  return text.isWellFormed() && !text.includes('\0') ? text : text.toWellFormed().replaceAll('\0', '\uFFFD')
}

/** What a kept value's JSON says, frozen all the way down. */
export function keptParsed(json: string): unknown {
  return frozen(JSON.parse(json))
}

function frozen(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  for (const member of Object.values(value)) frozen(member)
  Object.freeze(value)
  kept.add(value)
  return value
}

/** The kinds of a table's columns by name. */
export function columnsOf(table: TableName): Readonly<Record<string, ColumnKind>> {
  return columns[table]
}

/** The row as it will be kept; throws a TypeError when a column is missing, unknown or of another kind. */
export function keptRow(table: TableName, row: StoredRow): StoredRow {
  const kinds = columnsOf(table)
  const result: Record<string, unknown> = {}
  for (const column in kinds) result[column] = keptColumn(table, column, kinds[column] ?? 'json', row[column])
  for (const column in row) if (!Object.hasOwn(kinds, column)) throw new TypeError(`${table} has no column ${column}`)
  return Object.freeze(result)
}

/** The key's columns, checked; throws a TypeError when one is missing. Columns that are no part of the key are left out. */
export function keptKey(table: TableName, key: StoredRow): StoredRow {
  const kinds = columnsOf(table)
  const result: Record<string, unknown> = {}
  for (const column of keys[table]) result[column] = keptColumn(table, column, kinds[column] ?? 'text', key[column])
  return result
}

/** The query, checked; throws a TypeError for a column that is unknown, nested, or sought as `undefined`. */
export function keptQuery(table: TableName, query: RowQuery): RowQuery {
  const named = [...Object.keys(query.where ?? {}), query.range?.column, query.orderBy].filter((column) => column !== undefined)
  const kinds = columnsOf(table)
  for (const column of named) {
    if (kinds[column] === undefined || kinds[column] === 'json') throw new TypeError(`${table} has no column ${column} to query`)
  }
  if (query.among !== undefined && kinds[query.among.column] !== 'text')
    throw new TypeError(`${table} has no text ${query.among.column} to query`)
  if (query.where === undefined && query.among === undefined) return query
  const where = Object.entries(query.where ?? {}).map(
    ([column, value]) => [column, keptColumn(table, column, kinds[column] ?? 'text', value)] as const,
  )
  const among = query.among && { ...query.among, values: query.among.values.map(keptText) }
  return { ...query, where: Object.fromEntries(where), ...(among && { among }) }
}

/** One string for a row's key; NUL cannot be in a kept text, so it separates. */
export function keyText(table: TableName, row: StoredRow): string {
  const [first, ...rest] = keys[table]
  let text = String(row[first])
  for (const column of rest) text += `\0${String(row[column])}`
  return text
}

function keptColumn(table: TableName, column: string, kind: ColumnKind, value: unknown): unknown {
  if (value === undefined && kind !== 'json') throw new TypeError(`${table}.${column} is missing`)
  if (value === null || fits(kind, value)) return keptCopy(value)
  throw new TypeError(`${table}.${column} takes ${kind}, not ${typeof value}`)
}

function fits(kind: ColumnKind, value: unknown): boolean {
  if (kind === 'text') return typeof value === 'string'
  if (kind === 'integer') return Number.isSafeInteger(value)
  if (kind === 'boolean') return typeof value === 'boolean'
  return typeof value !== 'function' && typeof value !== 'symbol' && typeof value !== 'bigint'
}
