import type { Conversation, FeedEvent } from '@hotseat/core'
import type { TenantReader } from '../store/store.ts'

/** Those of a tenant who wait or are rung for. */
export type WaitingList = {
  /** Everybody as of now, by their id. */
  read(): Promise<ReadonlyMap<string, Conversation>>
  onEvents(events: readonly FeedEvent[]): void
}

/** Of so many that something happened to since the last read it is quicker to read all anew, and nobody may be asking at all. */
const mostUnread = 5_000

/** Reads everybody once, and from then on those whom the feed tells something of: a long queue costs what changes in it. */
export function createWaitingList(tenant: Pick<TenantReader, 'find' | 'get'>): WaitingList {
  const known = new Map<string, Conversation>()
  const unread = new Set<string>()
  let isLoaded = false
  let lastRead: Promise<unknown> = Promise.resolve()

  async function load(): Promise<void> {
    isLoaded = true
    const states = await Promise.all(
      (['waiting', 'offered'] as const).map((state) => tenant.find('conversations', { where: { state } })),
    )
    known.clear()
    for (const { id, conversation } of states.flat()) known.set(id, conversation)
  }

  /** A row is read after the event that told of it, so it is at least as new. */
  async function catchUp(): Promise<void> {
    const ids = [...unread]
    unread.clear()
    const rows = await Promise.all(ids.map(async (id) => [id, await tenant.get('conversations', { id })] as const))
    for (const [id, row] of rows) {
      if (row?.state === 'waiting' || row?.state === 'offered') known.set(id, row.conversation)
      else known.delete(id)
    }
  }

  async function readOn(): Promise<ReadonlyMap<string, Conversation>> {
    try {
      if (!isLoaded) await load()
      await catchUp()
    } catch (error) {
      isLoaded = false
      throw error
    }
    return new Map(known)
  }

  return {
    read() {
      // One after the other: who came while another one catches up would be given what that one knows to be old.
      const read = lastRead.then(readOn, readOn)
      lastRead = read
      return read
    },
    onEvents(events) {
      if (!isLoaded) return
      for (const event of events) {
        const id = movedBy(event)
        if (id !== null) unread.add(id)
      }
      if (unread.size <= mostUnread) return
      isLoaded = false
      unread.clear()
    },
  }
}

/** Which conversation comes into the queue by an event, or leaves it. */
function movedBy(event: FeedEvent): string | null {
  switch (event.kind) {
    case 'conversation.started':
      return event.data.conversation.id
    case 'conversation.accepted':
    case 'conversation.transferred':
    case 'conversation.requeued':
    case 'conversation.ended':
      return event.data.conversationId
    default:
      return null
  }
}
