import type { FeedEvent } from '@hotseat/core'
import type { TableName } from './columns.ts'
import type { RowQuery, StoredRow } from './row.ts'
import { keptCopy, keptKey, keptQuery, keptRow } from './row.ts'
import type { KeyOf, Query, Reader, Writer } from './store.ts'
import type { keys, SystemTables, TenantTables } from './tables.ts'

/** Reads of one scope, without types. */
export type RowReader = {
  readonly get: (table: TableName, key: StoredRow) => Promise<StoredRow | undefined>
  readonly find: (table: TableName, query: RowQuery) => Promise<readonly StoredRow[]>
}

/** Reads and writes of one scope, without types; `row` is null for a removal. */
export type RowWriter = RowReader & { readonly change: (table: TableName, key: StoredRow, row: StoredRow | null) => void }

type NameIn<Tables> = keyof Tables & keyof typeof keys

/**
 * The one place where rows lose their type on the way in and get it back on the way out. The cast of a row is sound
 * because only `keptRow` lets rows in, and it holds them to the columns that the compiler compares with `tables.ts`.
 */
export function typedReader<Tables extends TenantTables | SystemTables>(rows: RowReader): Reader<Tables> {
  return {
    async get<T extends NameIn<Tables>>(table: T, key: KeyOf<Tables, T>) {
      return (await rows.get(table, keptKey(table, key as StoredRow))) as Readonly<Tables[T]> | undefined
    },
    async find<T extends NameIn<Tables>>(table: T, query: Query<Tables[T]> = {}) {
      return (await rows.find(table, keptQuery(table, query as RowQuery))) as readonly Readonly<Tables[T]>[]
    },
  }
}

/** The same with writes. */
export function typedWriter<Tables extends TenantTables | SystemTables>(rows: RowWriter): Writer<Tables> {
  return {
    ...typedReader<Tables>(rows),
    put<T extends NameIn<Tables>>(table: T, row: Tables[T]) {
      const kept = keptRow(table, row as StoredRow)
      rows.change(table, keptKey(table, kept), kept)
    },
    remove: (table, key) => rows.change(table, keptKey(table, key as StoredRow), null),
  }
}

/** The event as it will be kept: a copy has the type of what it copies. */
export function keptEvent(event: FeedEvent): FeedEvent {
  return keptCopy(event) as FeedEvent
}

/** The event that a row of the feed's table holds: only rows of kept events are ever written there. */
export function eventOfRow(row: StoredRow): FeedEvent {
  return row as FeedEvent
}
