import type { Scope } from '../driver.ts'
import type { RowQuery, StoredRow } from '../row.ts'
import type { EventQuery } from '../store.ts'
import type { SqlValue } from './sql-codec.ts'
import { encodeValue } from './sql-codec.ts'
import { snakeCase } from './sql-table.ts'
import { amongSlot, tenantSlot } from './statements.ts'

/** Values by slot. */
export type SlotValues = Readonly<Record<string, SqlValue>>

export function keyValues(scope: Scope, key: StoredRow): SlotValues {
  return { [tenantSlot]: scope, ...named(key) }
}

export function queryValues(scope: Scope, { where = {}, among, range, limit }: RowQuery): SlotValues {
  const bounds = { from: range?.from ?? null, to: range?.to ?? null, limit: limit ?? null }
  // A list is one value, so that a statement's text does not depend on its length.
  return { [tenantSlot]: scope, ...named(where), [amongSlot]: JSON.stringify(among?.values ?? []), ...bounds }
}

export function eventValues(tenantId: string, { newestFirst, ...bounds }: EventQuery): SlotValues {
  return { [tenantSlot]: tenantId, ...bounds }
}

/** Columns that are queried hold no nested values, so that each value tells its kind. */
function named(values: StoredRow): Record<string, SqlValue> {
  const slots: Record<string, SqlValue> = {}
  for (const column in values) {
    const value = values[column]
    slots[snakeCase(column)] = encodeValue(typeof value === 'boolean' ? 'boolean' : 'text', value)
  }
  return slots
}
