import type { FeedEvent } from '@hotseat/core'
import type { TableName } from '../columns.ts'
import type { Driver, Outcome, Scope, Session } from '../driver.ts'
import type { StoredRow } from '../row.ts'
import { isWanted } from '../select.ts'
import type { EventQuery } from '../store.ts'
import type { MemoryTable } from './memory-table.ts'
import { createMemoryTable } from './memory-table.ts'

/** All that a memory store has committed, as plain data: what a server finds after a crash. */
export type StoreSnapshot = {
  readonly tables: readonly { readonly scope: Scope; readonly table: TableName; readonly rows: readonly StoredRow[] }[]
  readonly feeds: readonly { readonly tenantId: string; readonly head: number; readonly events: readonly FeedEvent[] }[]
}

/** What happens at a commit: it is done, refused, or the process dies right before or right after it. */
export type CommitFate = 'commit' | 'fail' | 'crashBefore' | 'crashAfter'

type Space = { readonly scope: Scope; readonly table: TableName; readonly rows: MemoryTable }
type Feed = { head: number; events: FeedEvent[] }

/** A driver on maps. It awaits microtasks only, so that a run of the simulator is the same each time. */
export function createMemoryDriver(
  initial: StoreSnapshot,
  fateOf: (outcome: Outcome) => CommitFate,
): Driver & { snapshot(): StoreSnapshot } {
  const spaces = new Map<string, Space>()
  const feeds = new Map<string, Feed>()
  let crashed = false

  for (const { scope, table, rows } of initial.tables) {
    spaces.set(nameOf(scope, table), { scope, table, rows: createMemoryTable(table, rows) })
  }
  for (const { tenantId, head, events } of initial.feeds) feeds.set(tenantId, { head, events: [...events] })

  const feedOf = (tenantId: string): Feed => feeds.get(tenantId) ?? { head: 0, events: [] }
  const rowsIn = (scope: Scope, table: TableName) => spaces.get(nameOf(scope, table))?.rows

  function apply({ changes, appended, pruned }: Outcome): void {
    for (const { scope, table, key, row } of changes) {
      const name = nameOf(scope, table)
      const space = spaces.get(name) ?? { scope, table, rows: createMemoryTable(table) }
      spaces.set(name, space)
      space.rows.set(key, row)
    }
    for (const [tenantId, events] of appended) {
      const feed = feedOf(tenantId)
      feeds.set(tenantId, feed)
      feed.events.push(...events)
      feed.head += events.length
    }
    for (const [tenantId, upTo] of pruned) {
      const { head, events } = feedOf(tenantId)
      feeds.set(tenantId, { head, events: events.filter(({ offset }) => offset > upTo) })
    }
  }

  async function commit(outcome: Outcome): Promise<void> {
    const fate = fateOf(outcome)
    if (fate === 'fail') throw new Error('the commit failed')
    if (fate !== 'crashBefore') apply(outcome)
    crashed = fate === 'crashBefore' || fate === 'crashAfter'
    await alive()
  }

  /** After a crash nothing is ever answered: the process that would is gone. */
  async function alive(): Promise<void> {
    if (crashed) await new Promise<never>(() => undefined)
  }

  const session: Session = {
    async get(scope, table, key) {
      await alive()
      return rowsIn(scope, table)?.get(key)
    },
    async find(scope, table, query) {
      await alive()
      return rowsIn(scope, table)?.find(query) ?? []
    },
    async events(tenantId, query) {
      await alive()
      return eventsOf(feedOf(tenantId).events, query)
    },
    async head(tenantId) {
      await alive()
      return feedOf(tenantId).head
    },
    async tail(tenantId) {
      await alive()
      const { head, events } = feedOf(tenantId)
      return events[0]?.offset ?? head + 1
    },
    commit,
    discard: async () => undefined,
  }

  return {
    ...session,
    lane: () => 'all',
    async begin() {
      await alive()
      return session
    },
    isContested: () => false,
    heads: async () => new Map([...feeds].map(([tenantId, { head }]) => [tenantId, head])),
    close: async () => undefined,
    snapshot: () => ({
      tables: [...spaces.values()].map(({ scope, table, rows }) => ({ scope, table, rows: rows.rows() })),
      feeds: [...feeds].map(([tenantId, { head, events }]) => ({ tenantId, head, events: [...events] })),
    }),
  }
}

function nameOf(scope: Scope, table: TableName): string {
  return `${table}\0${scope ?? ''}`
}

/** Offsets have no gaps, so a bound on them is a place in the list. */
function eventsOf(events: readonly FeedEvent[], query: EventQuery): readonly FeedEvent[] {
  const first = events[0]?.offset ?? 1
  const start = Math.max(0, (query.after ?? 0) - first + 1)
  const end = Math.max(start, Math.min(events.length, (query.before ?? Infinity) - first))
  const found: FeedEvent[] = []
  for (let step = 0; step < end - start && found.length < query.limit; step++) {
    const event = events[query.newestFirst === true ? end - 1 - step : start + step]
    if (event !== undefined && isWanted(event, query)) found.push(event)
  }
  return found
}
