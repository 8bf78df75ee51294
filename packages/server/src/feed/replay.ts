import { maySeeEvent } from '@hotseat/core'
import type { TenantStore } from '../store/store.ts'
import { encodeEvent, encodeFrame } from './frames.ts'
import type { Follower, Hub } from './hub.ts'

/** Longer absences read the session document anew: that is one call instead of a flood of events. */
export const longestReplay = 10_000
const eventsARead = 500

/** A follower that can say when what it was sent has left. */
export type ReplayTarget = Follower & { flushed(): Promise<void>; isOpen(): boolean }

/**
 * Brings a follower up to date and hands it to the hub, without a gap and without doing anything twice: it reads until
 * what it has read reaches what the hub has handed over, and joins in that same turn of the event loop (spec FD2–FD4).
 * `hello` tells the offset that the stream starts behind; without an offset that is the feed's head.
 * Resolves with the offset it joined at, or null when it went away before.
 */
export async function replay(
  store: TenantStore,
  hub: Hub,
  follower: ReplayTarget,
  offset: number | null,
): Promise<number | null> {
  const isRecent = offset !== null && hub.recent(follower.tenantId, offset, 1) !== null
  const { head, cursor: start, isGap } = isRecent ? { head: 0, cursor: offset, isGap: false } : await readStart(store, offset)
  let cursor = start
  if (isGap) follower.send(encodeFrame({ type: 'gap' }))
  follower.send(encodeFrame({ type: 'hello', offset: cursor }))
  while (follower.isOpen()) {
    if (cursor >= Math.max(head, hub.head(follower.tenantId))) {
      // The store may be ahead of the hub: what was read here is not to come again.
      hub.add(follower, cursor)
      return cursor
    }
    // In a storm everyone's return is news: what just happened is not read from the store for each of them again.
    const events =
      hub.recent(follower.tenantId, cursor, eventsARead) ?? (await store.events({ after: cursor, limit: eventsARead }))
    for (const event of events) if (maySeeEvent(event, follower.viewer)) follower.send(encodeEvent(event))
    cursor = events.at(-1)?.offset ?? Math.max(head, hub.head(follower.tenantId))
    await follower.flushed()
  }
  return null
}

/** Where the stream starts in the store: behind the offset asked for, else at the head, and whether that leaves a gap. */
async function readStart(store: TenantStore, offset: number | null) {
  const [head, tail] = await Promise.all([store.head(), store.tail()])
  const isKept = offset !== null && offset <= head && offset >= tail - 1 && head - offset <= longestReplay
  return { head, cursor: isKept ? offset : head, isGap: offset !== null && !isKept }
}
