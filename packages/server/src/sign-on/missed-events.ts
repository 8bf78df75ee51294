import { type FeedEvent, type Listener, mayDo, maySeeEvent } from '@hotseat/core'
import type { Transaction } from '../store/store.ts'

/** More than this is not caught up event by event: the session document is the whole truth anyway. */
const maxEvents = 1_000
/** The feed always keeps this many (the least of `feed.retentionEvents`), so nothing newer has been removed. */
const surelyKept = 10_000

/** What a viewer missed since an offset, oldest first; `gap` when it is too much or too long ago (spec RS9). */
export async function readMissedEvents(
  tx: Transaction,
  viewer: Listener,
  after: number | undefined,
): Promise<{ events: readonly FeedEvent[]; gap: boolean }> {
  if (after === undefined) return { events: [], gap: false }
  const head = await tx.head()
  if (after > head || head - after > surelyKept) return { events: [], gap: true }
  if (after === head) return { events: [], gap: false }
  const limit = maxEvents + 1
  const found = seesOthers(viewer)
    ? await tx.events({ after, limit })
    : // Read by index: an agent of a large tenant does not wade through everybody else's day.
      [
        ...(await tx.events({ after, userId: viewer.userId, limit })),
        ...(await tx.events({ after, userId: null, limit })),
      ].toSorted((a, b) => a.offset - b.offset)
  if (found.length > maxEvents) return { events: [], gap: true }
  return { events: found.filter((event) => maySeeEvent(event, viewer)), gap: false }
}

function seesOthers({ role }: Listener): boolean {
  return mayDo(role, 'floor.see') || mayDo(role, 'audit.read')
}
