import { type FeedEvent, maySeeEvent } from '@hotseat/core'
import { listenerOf } from '../../feed/listener-of.ts'
import { longestReplay } from '../../feed/replay.ts'
import type { Caller } from '../../use-case.ts'
import type { AdapterParts } from '../adapter.ts'
import { encodePush, type Push, pingPush, resyncPush } from './encode-push.ts'
import type { Names } from './names.ts'

/** At most so many go with one keep-alive; the next one brings more. */
const most = 100
const eventsARead = 500
/** A client that has nothing new for so long is told where it is, so that not everything is looked through each time. */
const quietEvents = 1_000

/** What is new for a caller after `after`, oldest first (spec AM12). */
export async function readPushes(
  { deps, hub }: Pick<AdapterParts, 'deps' | 'hub'>,
  names: Names,
  { tenantId, member, session }: Caller,
  after: number,
): Promise<readonly Push[]> {
  const store = deps.store.tenant(tenantId)
  const [head, tail] = await Promise.all([store.head(), store.tail()])
  if (after > head || after < tail - 1 || head - after > longestReplay) return [resyncPush(head)]
  const viewer = listenerOf(member, session)
  const pushes: Push[] = []
  let cursor = after
  while (cursor < head && pushes.length < most) {
    const events: readonly FeedEvent[] =
      hub.recent(tenantId, cursor, eventsARead) ?? (await store.events({ after: cursor, limit: eventsARead }))
    if (events.length === 0) break
    for (const event of events) {
      if (pushes.length === most) break
      cursor = event.offset
      const push = maySeeEvent(event, viewer) ? await encodePush(store, (id) => names.of(tenantId, id), event) : null
      if (push !== null) pushes.push(push)
    }
  }
  return cursor - (pushes.at(-1)?.seqNo ?? after) < quietEvents ? pushes : [...pushes, pingPush(cursor)]
}
