import { isDeepStrictEqual } from 'node:util'
import type { FeedEvent } from '@hotseat/core'
import { keys, type Outcome, type StoreSnapshot, type SystemTables, type TenantTables } from '@hotseat/server/parts'

type Tables = TenantTables & SystemTables

/** A copy of everything committed, kept up with every commit: what the invariants judge by. */
export interface Mirror {
  apply(outcome: Outcome): void
  rows<T extends keyof Tables>(scope: string | null, table: T): readonly Tables[T][]
  get<T extends keyof Tables>(scope: string | null, table: T, key: string): Tables[T] | undefined
  events(tenantId: string): readonly FeedEvent[]
  tenants(): readonly string[]
  /** What a store holds otherwise than it was committed; null when it is the same. */
  differenceTo(found: StoreSnapshot): string | null
}

/** A mirror of what is committed at the start. Rows are keyed by the values of their key columns, joined. */
export function createMirror(initial: StoreSnapshot): Mirror {
  const tables = new Map<string, Map<string, unknown>>()
  const feeds = new Map<string, FeedEvent[]>()

  const tableOf = (scope: string | null, table: string) => {
    const name = `${scope ?? ''}/${table}`
    const known = tables.get(name) ?? new Map<string, unknown>()
    tables.set(name, known)
    return known
  }

  for (const { scope, table, rows } of initial.tables) {
    for (const row of rows) tableOf(scope, table).set(keys[table].map((column) => row[column]).join('/'), row)
  }
  for (const { tenantId, events } of initial.feeds) feeds.set(tenantId, [...events])

  return {
    apply({ changes, appended }) {
      for (const { scope, table, key, row } of changes) {
        const name = Object.values(key).join('/')
        if (row === null) tableOf(scope, table).delete(name)
        else tableOf(scope, table).set(name, row)
      }
      for (const [tenantId, events] of appended) {
        const feed = feeds.get(tenantId) ?? []
        feeds.set(tenantId, feed)
        feed.push(...events)
      }
    },
    // A change carries the row of its own table.
    rows: <T extends keyof Tables>(scope: string | null, table: T) => [...tableOf(scope, table).values()] as Tables[T][],
    get: <T extends keyof Tables>(scope: string | null, table: T, key: string) =>
      tableOf(scope, table).get(key) as Tables[T] | undefined,
    events: (tenantId) => feeds.get(tenantId) ?? [],
    tenants: () => [...feeds.keys()],
    differenceTo(found) {
      for (const { tenantId, events } of found.feeds) {
        const committed = feeds.get(tenantId) ?? []
        if (!isDeepStrictEqual(events, committed)) return `${events.length} instead of ${committed.length} events of ${tenantId}`
      }
      for (const { scope, table, rows } of found.tables) {
        if (!isDeepStrictEqual(new Set(rows), new Set(tableOf(scope, table).values())))
          return `other ${table} than were committed`
      }
      return null
    },
  }
}
