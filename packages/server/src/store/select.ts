import type { FeedEvent } from '@hotseat/core'
import type { TableName } from './columns.ts'
import type { RowQuery, StoredRow } from './row.ts'
import type { EventQuery } from './store.ts'
import { keys } from './tables.ts'

/** Whether the row answers the query's equalities, list and range; null is equal to null and in no range. */
export function isMatch(row: StoredRow, { where, among, range }: RowQuery): boolean {
  if (where !== undefined) {
    for (const column in where) if (row[column] !== where[column]) return false
  }
  if (among !== undefined && !among.values.some((value) => value === row[among.column])) return false
  if (range === undefined) return true
  const value = row[range.column]
  return typeof value === 'number' && value >= (range.from ?? -Infinity) && value <= (range.to ?? Infinity)
}

/** The rows in the query's order, then by key; null comes before everything. Bounded by `limit`. */
export function ordered(table: TableName, rows: readonly StoredRow[], query: RowQuery): readonly StoredRow[] {
  const by = query.orderBy === undefined ? keys[table] : [query.orderBy, ...keys[table]]
  const sign = query.descending === true ? -1 : 1
  const sorted = rows.toSorted((a, b) => {
    for (const column of by) {
      const order = compare(a[column], b[column])
      if (order !== 0) return sign * order
    }
    return 0
  })
  return query.limit === undefined ? sorted : sorted.slice(0, query.limit)
}

/** Whether the event is in the part of the feed that the query names. */
export function isWanted(event: FeedEvent, query: EventQuery): boolean {
  return (
    event.offset > (query.after ?? 0) &&
    event.offset < (query.before ?? Infinity) &&
    event.at >= (query.fromAt ?? -Infinity) &&
    event.at <= (query.toAt ?? Infinity) &&
    (query.userId === undefined || event.userId === query.userId) &&
    (query.kind === undefined || event.kind === query.kind)
  )
}

function compare(a: unknown, b: unknown): number {
  if (a === b) return 0
  if (a === null) return -1
  if (b === null) return 1
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b)
  return Number(a) - Number(b)
}

/** By code point, as the databases' binary order of UTF-8 has it; UTF-16 would put U+FFFD after an emoji. */
function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let at = 0; at < length; at++) {
    if (a.charCodeAt(at) !== b.charCodeAt(at)) return Number(a.codePointAt(at)) - Number(b.codePointAt(at))
  }
  return a.length - b.length
}
