import type { Conversation } from './conversation.ts'
import type { ConversationEvent } from './conversation-command.ts'

/** The conversation after an event that happened `at`. Total: it never refuses, an event is a fact. */
export function evolveConversation(conversation: Conversation, event: ConversationEvent, at: number): Conversation {
  switch (event.kind) {
    case 'conversation.started':
      return event.data.conversation
    case 'conversation.offered':
      return { ...conversation, state: 'offered', agentId: event.data.agentId, offeredAt: at }
    case 'conversation.accepted':
      return {
        ...conversation,
        ...{ state: 'open', agentId: event.data.agentId, openedAt: conversation.openedAt ?? at },
        ...{ waitingSince: null, missedBy: [], wishedAgentId: null },
      }
    case 'conversation.missed':
      return {
        ...conversation,
        ...{ state: 'waiting', agentId: null, wishedAgentId: null },
        missedBy: [...conversation.missedBy.filter((id) => id !== event.data.agentId), event.data.agentId],
      }
    case 'conversation.transferred':
      return {
        ...conversation,
        ...{ state: 'waiting', agentId: null, campaign: event.data.campaign, wishedAgentId: event.data.agentId },
        // Who hands it on does not want it back while others are there.
        ...{ waitingSince: conversation.waitingSince ?? at, missedBy: event.data.from === null ? [] : [event.data.from] },
      }
    case 'conversation.requeued':
      // In front of who came later: by when it first waited (spec CH8).
      return { ...conversation, state: 'waiting', agentId: null, waitingSince: conversation.startedAt, missedBy: [] }
    case 'conversation.marked':
      return { ...conversation, [event.data.side]: event.data.marks }
    case 'conversation.ended': {
      const over = { waitingSince: null, closedAt: at, closedBy: event.data.by, wishedAgentId: null }
      if (event.data.needsWrapUp) return { ...conversation, ...over, state: 'wrapUp' }
      return { ...conversation, ...over, state: 'closed' }
    }
    case 'conversation.wrappedUp':
      return { ...conversation, state: 'closed', wrapUpCode: event.data.wrapUpCode }
    case 'message.sent':
      return { ...conversation, lastSeq: event.data.seq }
  }
}
