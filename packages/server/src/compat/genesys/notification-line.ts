import type { FeedEvent } from '@hotseat/core'
import type { Lists } from './desk-lists.ts'
import { type Told, tellAll, tellEnd, tellEvent } from './encode-event.ts'
import type { EventStream } from './event-stream.ts'

/** One listener's line: what it has been told so far, and what happens next. */
export type NotificationLine = {
  /** Events of the feed in their order, those of others among them. */
  onEvent(event: FeedEvent): void
  /** What comes from now on waits until the line starts anew: what the listener has missed is no longer kept. */
  hold(): void
  /** Tells everything as it is, as of an offset or later, and then what has waited: that may tell a state twice, and misses none. */
  startAnew(told: Told, offset: number): void
  /** Whether the listener was told all that the line has heard. */
  isCurrent(): boolean
}

/** What a line stands on. */
export type NotificationLineSet = {
  readonly stream: EventStream
  /** As it was at the offset that the line follows, or later. */
  readonly told: Told
  readonly userId: string
  readonly sessionId: string
  readonly readLists: () => Promise<Lists>
  readonly onFault: (error: unknown) => void
}

/** Tells a stream the events of one person and the end of one session, by the lists as they are then (spec GW40–GW43). */
export function createNotificationLine(set: NotificationLineSet): NotificationLine {
  const { stream, userId, sessionId, readLists, onFault } = set
  let told = set.told
  let waiting: FeedEvent[] | null = null

  function onEvent(event: FeedEvent): void {
    if (waiting !== null) waiting.push(event)
    else if (event.kind === 'settings.changed') renewLists()
    else if (event.userId === userId) tell(event)
  }

  function tell(event: FeedEvent): void {
    const next = tellEvent(told, event)
    told = next.told
    stream.tell(next.notifications, event.offset)
    if (event.kind !== 'session.ended' || event.data.sessionId !== sessionId) return
    stream.tell([tellEnd(event.data.reason)], event.offset)
    stream.end()
  }

  function renewLists(): void {
    waiting = []
    readLists().then(
      (desk) => goOn({ ...told, desk }),
      (error: unknown) => {
        onFault(error)
        stream.end()
      },
    )
  }

  /** One of those that waited may make the rest wait again. */
  function goOn(next: Told): void {
    const events = waiting ?? []
    told = next
    waiting = null
    for (const event of events) onEvent(event)
  }

  return {
    onEvent,
    hold() {
      waiting = []
    },
    startAnew(next, offset) {
      stream.tell(tellAll(next), offset)
      goOn(next)
    },
    isCurrent: () => waiting === null,
  }
}
