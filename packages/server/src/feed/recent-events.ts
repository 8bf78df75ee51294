import type { FeedEvent } from '@hotseat/core'

/** So many events of a tenant stay in memory: in a storm, what happens between a resume and its socket's hello. */
export const recentlyKept = 4_096

/** The newest events of one tenant, as they were handed over: in offset order, and without gaps since the last one. */
export type RecentEvents = {
  push(event: FeedEvent): void
  /** At most `limit` events newer than `after`, oldest first; null when the store must be asked. */
  since(after: number, limit: number): readonly FeedEvent[] | null
}

/** Remembers the last `kept` events at least, and twice as many at most. */
export function createRecentEvents(kept = recentlyKept): RecentEvents {
  let events: FeedEvent[] = []
  return {
    push(event) {
      // A node that was held up may find that others have removed what it missed: what came before is of no use then.
      const last = events.at(-1)
      if (last !== undefined && event.offset !== last.offset + 1) events = []
      if (events.length >= 2 * kept) events = events.slice(-kept)
      events.push(event)
    },
    since(after, limit) {
      const first = events[0]
      const last = events.at(-1)
      if (first === undefined || last === undefined || after < first.offset - 1 || after > last.offset) return null
      const from = after - first.offset + 1
      return events.slice(from, from + limit)
    },
  }
}
