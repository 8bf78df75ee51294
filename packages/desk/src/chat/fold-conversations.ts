import type { FeedEvent } from '@hotseat/core'
import type { ConversationDocument } from '@hotseat/protocol'

/** What an event of the feed does to my list. */
export type Folded = {
  readonly list: readonly ConversationDocument[]
  /** The event does not tell all: read the list again. What stands here holds until then. */
  readonly mustRead: boolean
}

/** How far a side has come; both only go up. */
type Marks = ConversationDocument['agentMarks']

/**
 * My conversations after an event. Events carry no text and may come twice or late, after a list that knows them already; numbers
 * only go up, and every step of a conversation asks for the list, so that the server has the last word.
 */
export function foldConversations(list: readonly ConversationDocument[], event: FeedEvent, me: string): Folded {
  switch (event.kind) {
    case 'conversation.offered':
      return { list, mustRead: event.data.agentId === me }
    case 'conversation.accepted':
      if (event.data.agentId !== me) return { list: without(list, event.data.conversationId), mustRead: false }
      return step(list, event.data.conversationId, (known) => ({
        ...known,
        ...{ state: 'open' as const, agentId: me, waitingSince: null, offeredAt: known.offeredAt, offerUntil: null },
      }))
    case 'conversation.missed':
      return leave(list, event.data.conversationId, event.data.agentId === me)
    case 'conversation.requeued':
      return leave(list, event.data.conversationId, event.data.from === me)
    case 'conversation.transferred':
      return leave(list, event.data.conversationId, event.data.from === me)
    case 'conversation.ended': {
      const { by, needsWrapUp } = event.data
      return step(list, event.data.conversationId, (known) => ({
        ...known,
        ...{ state: needsWrapUp ? 'wrapUp' : 'closed', closedAt: event.at, closedBy: by, offerUntil: null },
      }))
    }
    case 'conversation.wrappedUp': {
      const { wrapUpCode } = event.data
      return step(list, event.data.conversationId, (known) => ({ ...known, state: 'closed' as const, wrapUpCode }))
    }
    case 'conversation.marked': {
      const name = event.data.side === 'agent' ? 'agentMarks' : 'customerMarks'
      const { marks } = event.data
      return {
        list: change(list, event.data.conversationId, (known) => ({ ...known, [name]: further(known[name], marks) })),
        mustRead: false,
      }
    }
    case 'message.sent': {
      const { seq } = event.data
      const changed = change(list, event.data.conversationId, (known) => ({ ...known, lastSeq: Math.max(known.lastSeq, seq) }))
      return { list: changed, mustRead: false }
    }
    default:
      return { list, mustRead: false }
  }
}

/** A list that was just read, over the one that is known: an event may have told more since the server wrote it. */
export function mergeConversations(
  known: readonly ConversationDocument[],
  read: readonly ConversationDocument[],
): readonly ConversationDocument[] {
  return read.map((fresh) => {
    const before = known.find(({ id }) => id === fresh.id)
    if (before === undefined) return fresh
    return {
      ...fresh,
      lastSeq: Math.max(before.lastSeq, fresh.lastSeq),
      agentMarks: further(before.agentMarks, fresh.agentMarks),
      customerMarks: further(before.customerMarks, fresh.customerMarks),
    }
  })
}

/** The further of two marks. */
export function further(one: Marks, other: Marks): Marks {
  return { delivered: Math.max(one.delivered, other.delivered), read: Math.max(one.read, other.read) }
}

type Change = (known: ConversationDocument) => ConversationDocument

function change(list: readonly ConversationDocument[], id: string, apply: Change): readonly ConversationDocument[] {
  return list.some((known) => known.id === id) ? list.map((known) => (known.id === id ? apply(known) : known)) : list
}

function without(list: readonly ConversationDocument[], id: string): readonly ConversationDocument[] {
  return list.some((known) => known.id === id) ? list.filter((known) => known.id !== id) : list
}

function step(list: readonly ConversationDocument[], id: string, apply: Change): Folded {
  const isMine = list.some((known) => known.id === id)
  return { list: change(list, id, apply), mustRead: isMine }
}

function leave(list: readonly ConversationDocument[], id: string, wasMine: boolean): Folded {
  return wasMine ? { list: without(list, id), mustRead: true } : { list, mustRead: false }
}
