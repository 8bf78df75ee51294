import type { EventKind, FeedEvent, NewEvent } from '@hotseat/core'
import type { keys, SystemTables, TenantTables } from './tables.ts'

/** The key columns of a table's row. */
export type KeyOf<Tables, T extends keyof Tables & keyof typeof keys> = Pick<
  Tables[T],
  (typeof keys)[T][number] & keyof Tables[T]
>

/** Equality on columns that hold no nested value, a list of texts for one more, an optional range on another, an order and a bound. */
export type Query<Row> = {
  readonly where?: Partial<Row>
  /** Rows whose column is one of these texts: what is known of many things is read in one go. */
  readonly among?: { readonly column: keyof Row; readonly values: readonly string[] }
  /** Rows whose column is a number within [from, to]; null never matches. */
  readonly range?: { readonly column: keyof Row; readonly from?: number; readonly to?: number }
  readonly orderBy?: keyof Row
  readonly descending?: boolean
  readonly limit?: number
}

/** Reads of some tables. Rows are values, deeply frozen: nothing that a caller does to one reaches the store. */
export interface Reader<Tables> {
  get<T extends keyof Tables & keyof typeof keys>(table: T, key: KeyOf<Tables, T>): Promise<Readonly<Tables[T]> | undefined>
  /** In the order asked for, then by key; null comes before everything, text is ordered by code point. */
  find<T extends keyof Tables & keyof typeof keys>(table: T, query?: Query<Tables[T]>): Promise<readonly Readonly<Tables[T]>[]>
}

/** Reads and writes inside one unit of work; a read sees the writes before it. */
export interface Writer<Tables> extends Reader<Tables> {
  /** Inserts the row or replaces the one with its key. Throws a TypeError for a row that is not of the table's columns. */
  put<T extends keyof Tables & keyof typeof keys>(table: T, row: Tables[T]): void
  remove<T extends keyof Tables & keyof typeof keys>(table: T, key: KeyOf<Tables, T>): void
}

/** Which part of a tenant's feed to read. */
export type EventQuery = {
  /** Only events with a greater offset. */
  readonly after?: number
  /** Only events with a smaller offset. */
  readonly before?: number
  readonly fromAt?: number
  readonly toAt?: number
  /** Whom the events are about; null: the tenant as a whole. */
  readonly userId?: string | null
  readonly kind?: EventKind
  readonly newestFirst?: boolean
  readonly limit: number
}

/** Reads of one tenant: its tables, its feed, and the tables that belong to no tenant. */
export interface TenantReader extends Reader<TenantTables> {
  readonly tenantId: string
  readonly system: Reader<SystemTables>
  events(query: EventQuery): Promise<readonly FeedEvent[]>
  /** The offset of the tenant's newest event; 0 before the first. */
  head(): Promise<number>
  /** The offset of the oldest event still kept; `head + 1` when none is. Reading on from before it leaves a gap. */
  tail(): Promise<number>
}

/** One unit of work of one tenant. */
export interface Transaction extends Writer<TenantTables> {
  readonly tenantId: string
  readonly system: Writer<SystemTables>
  /** The offset that the next `emit` will get, less one: the feed's head as this work leaves it. */
  head(): Promise<number>
  events(query: EventQuery): Promise<readonly FeedEvent[]>
  /** Appends to the feed; `at` and `by` (a user id, or null for the system) complete the event. Returns its offset. */
  emit(event: NewEvent, meta: { at: number; by: string | null }): Promise<number>
}

/**
 * The store of a tenant. A database that does not answer, or is full, refuses every call with `StoreUnavailable`.
 * `transact` runs one unit of work alone in its tenant; works that arrive together are
 * committed together (group commit), each whole or not at all. The promise resolves only when the commit is durable,
 * and the work's events have been handed to subscribers in order. A work that throws writes nothing.
 * Work awaits nothing but its transaction (no `transact` inside `transact`), and may be run again when the commit is contested: it keeps no effects outside.
 */
export interface TenantStore extends TenantReader {
  transact<T>(work: (tx: Transaction) => Promise<T>): Promise<T>
  /** Removes all events but the newest `keepNewest`, some thousands at a time; returns how many went. Offsets stay. */
  pruneEvents(keepNewest: number): Promise<number>
}

/** Units of work on the tables that belong to no tenant. */
export interface SystemStore extends Reader<SystemTables> {
  transact<T>(work: (tx: Writer<SystemTables>) => Promise<T>): Promise<T>
}

/** The committed events of one tenant, in offset order without gaps, whichever node wrote them. */
export type FeedListener = (tenantId: string, events: readonly FeedEvent[]) => void

/** A fleeting word, whichever node said it: another version's may mean nothing here. */
export type WordListener = (word: string) => void

/** Everything Hotseat keeps. Three forms run one contract suite: memory, SQLite, PostgreSQL. */
export interface Store {
  tenant(tenantId: string): TenantStore
  readonly system: SystemStore
  /** Hands over every event committed from now on; the returned function ends that. */
  subscribe(listener: FeedListener): () => void
  /**
   * Says a fleeting word to every node: kept nowhere, part of no unit of work, waited for by nobody, and lost when the database is
   * busy or away. Throws a TypeError for one of more than 2,000 bytes (spec SR32).
   */
  whisper(word: string): void
  /** Hears what any node whispers from now on, this one included; the returned function ends that. */
  hear(listener: WordListener): () => void
  /** What the database's own clock says, epoch milliseconds; absent when the store is on this machine and has none. */
  time?(): Promise<number>
  close(): Promise<void>
}
