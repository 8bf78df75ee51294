import type { FeedEvent } from '@hotseat/core'
import type { TableName } from './columns.ts'
import type { Change, Outcome, Reads, Scope } from './driver.ts'
import type { RowQuery, StoredRow } from './row.ts'
import { keyText } from './row.ts'
import { isMatch, isWanted, ordered } from './select.ts'

/** What a transaction sees and writes: every read gives what is below it with the writes on top. */
export interface Layer extends Reads {
  put(change: Change): void
  append(tenantId: string, event: FeedEvent): void
  prune(tenantId: string, upTo: number): void
  /** The writes of this layer alone. */
  outcome(): Outcome
  /** Lays another layer's writes over this one's. */
  absorb(outcome: Outcome): void
}

type Changes = Map<string, Change>

/** An empty layer over a transaction, or over another layer: a unit of work over its batch. */
export function createLayer(below: Reads): Layer {
  const spaces = new Map<string, Changes>()
  const appended = new Map<string, FeedEvent[]>()
  const pruned = new Map<string, number>()

  const changesIn = (scope: Scope, table: TableName) => spaces.get(spaceOf(scope, table))

  function put(change: Change): void {
    const space = spaceOf(change.scope, change.table)
    const changes = spaces.get(space) ?? new Map<string, Change>()
    spaces.set(space, changes)
    changes.set(keyText(change.table, change.key), change)
  }

  function append(tenantId: string, event: FeedEvent): void {
    const events = appended.get(tenantId)
    if (events === undefined) appended.set(tenantId, [event])
    else events.push(event)
  }

  return {
    put,
    append,
    prune: (tenantId, upTo) => void pruned.set(tenantId, upTo),
    outcome: () => ({ changes: [...spaces.values()].flatMap((changes) => [...changes.values()]), appended, pruned }),
    absorb(outcome) {
      for (const change of outcome.changes) put(change)
      for (const [tenantId, events] of outcome.appended) for (const event of events) append(tenantId, event)
      for (const [tenantId, upTo] of outcome.pruned) pruned.set(tenantId, upTo)
    },
    async get(scope, table, key) {
      const change = changesIn(scope, table)?.get(keyText(table, key))
      return change === undefined ? below.get(scope, table, key) : (change.row ?? undefined)
    },
    async find(scope, table, query) {
      const changes = changesIn(scope, table)
      if (changes === undefined) return below.find(scope, table, query)
      return withChanges(table, await below.find(scope, table, widened(query, changes.size)), changes, query)
    },
    async events(tenantId, query) {
      const tail = (pruned.get(tenantId) ?? 0) + 1
      const kept = { ...query, after: Math.max(query.after ?? 0, tail - 1) }
      const older = await below.events(tenantId, kept)
      const newer = (appended.get(tenantId) ?? []).filter((event) => isWanted(event, kept))
      return (query.newestFirst ? [...newer.toReversed(), ...older] : [...older, ...newer]).slice(0, query.limit)
    },
    async head(tenantId) {
      return appended.get(tenantId)?.at(-1)?.offset ?? below.head(tenantId)
    },
    async tail(tenantId) {
      return Math.max(await below.tail(tenantId), (pruned.get(tenantId) ?? 0) + 1)
    },
  }
}

/** Whether the outcome would change nothing. */
export function isEmpty({ changes, appended, pruned }: Outcome): boolean {
  return changes.length === 0 && appended.size === 0 && pruned.size === 0
}

function spaceOf(scope: Scope, table: TableName): string {
  return `${table}\0${scope ?? ''}`
}

/** Each changed row may push one that still counts out of a bounded result. */
function widened(query: RowQuery, changes: number): RowQuery {
  return query.limit === undefined ? query : { ...query, limit: query.limit + changes }
}

function withChanges(table: TableName, found: readonly StoredRow[], changes: Changes, query: RowQuery): readonly StoredRow[] {
  const rows = found.filter((row) => !changes.has(keyText(table, row)))
  for (const { row } of changes.values()) if (row !== null && isMatch(row, query)) rows.push(row)
  return ordered(table, rows, query)
}
