import { type FeedEvent, maySeeEvent } from '@hotseat/core'
import type { Entry } from '../log.ts'
import { firstOf, type Invariant, type View } from './invariant.ts'

type Sent = Extract<Entry, { kind: 'sent' }>

/** I7: each socket is sent what its person may see of the feed, whole, once and in order, whichever node wrote it. */
export function createWholeFeed({ mirror }: View): Invariant {
  /** Up to where a socket was sent everything, by socket. */
  const cursors = new Map<string, number>()

  function eventsBetween(tenantId: string, after: number, before: number): readonly FeedEvent[] {
    const feed = mirror.events(tenantId)
    const first = feed[0]?.offset ?? 1
    return feed.slice(Math.max(0, after + 1 - first), Math.max(0, before - first))
  }

  function missed({ tenantId, userId, who }: Sent, after: number, before: number): string | null {
    const role = mirror.get(tenantId, 'members', userId)?.role
    return firstOf(eventsBetween(tenantId, after, before), (event) =>
      role && maySeeEvent(event, { userId, role }) ? `${who} was never sent #${event.offset} ${event.kind}` : null,
    )
  }

  return {
    id: 'I7',
    see(entry) {
      if (entry.kind !== 'sent') return null
      const { socket, frame, who } = entry
      const cursor = cursors.get(socket) ?? 0
      if (frame.type === 'bye') cursors.delete(socket)
      else if (frame.type === 'hello') cursors.set(socket, frame.offset)
      else if (frame.type === 'event') {
        if (frame.offset <= cursor) return `${who} was sent #${frame.offset} again`
        cursors.set(socket, frame.offset)
        return missed(entry, cursor, frame.offset)
      } else if (frame.type === 'pong' && frame.offset > cursor) {
        cursors.set(socket, frame.offset)
        return missed(entry, cursor, frame.offset + 1)
      }
      return null
    },
  }
}
