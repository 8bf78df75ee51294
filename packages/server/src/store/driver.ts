import type { FeedEvent } from '@hotseat/core'
import type { TableName } from './columns.ts'
import type { RowQuery, StoredRow } from './row.ts'
import type { EventQuery } from './store.ts'

/** Whose tables: a tenant's id, or null for the tables that belong to no tenant. */
export type Scope = string | null

/** What becomes of one row: its new value, or null when it is removed. */
export type Change = {
  readonly scope: Scope
  readonly table: TableName
  readonly key: StoredRow
  readonly row: StoredRow | null
}

/** What a batch of units of work leaves behind, as plain data. */
export type Outcome = {
  /** At most one for each row. */
  readonly changes: readonly Change[]
  /** By tenant, following on the tenant's head without gaps. */
  readonly appended: ReadonlyMap<string, readonly FeedEvent[]>
  /** By tenant: events up to this offset are to go. */
  readonly pruned: ReadonlyMap<string, number>
}

/** What is committed. Keys, rows and queries have been through `row.ts`. */
export interface Reads {
  get(scope: Scope, table: TableName, key: StoredRow): Promise<StoredRow | undefined>
  find(scope: Scope, table: TableName, query: RowQuery): Promise<readonly StoredRow[]>
  events(tenantId: string, query: EventQuery): Promise<readonly FeedEvent[]>
  head(tenantId: string): Promise<number>
  tail(tenantId: string): Promise<number>
}

/** One transaction of the database: nobody else writes what it has read. It is ended by one call of one of the two. */
export interface Session extends Reads {
  /** Resolves when the outcome is durable. */
  commit(outcome: Outcome): Promise<void>
  discard(): Promise<void>
}

/** What a form of the store has to bring; everything else is shared. */
export interface Driver extends Reads {
  /** Scopes with the same lane are written by one batch at a time, together. */
  lane(scope: Scope): string
  /** Opens a transaction; the units of work that arrive meanwhile are in the batch. `waiting` tells how many there are. */
  begin(scope: Scope, waiting: () => number): Promise<Session>
  /** Whether the transaction lost to another one and may be run again. */
  isContested(error: unknown): boolean
  /** The heads of all tenants. */
  heads(): Promise<ReadonlyMap<string, number>>
  /** The database's own clock, epoch milliseconds, where it has one. */
  time?(): Promise<number>
  close(): Promise<void>
}
