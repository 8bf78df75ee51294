import { isDeepStrictEqual } from 'node:util'
import { type Conversation, type ConversationEvent, evolveConversation, type FeedEvent } from '@hotseat/core'
import { firstOf, type Invariant, type View } from './invariant.ts'

/** I7: the feed alone reproduces the conversations. */
export function createConversationsTold({ mirror }: View): Invariant {
  const told = new Map<string, Map<string, Conversation>>()

  function replay(tenantId: string, event: FeedEvent & ConversationEvent): void {
    const conversations = told.get(tenantId) ?? new Map<string, Conversation>()
    told.set(tenantId, conversations)
    if (event.kind === 'conversation.started') {
      conversations.set(event.data.conversation.id, event.data.conversation)
      return
    }
    const before = conversations.get(event.data.conversationId)
    if (before !== undefined) conversations.set(before.id, evolveConversation(before, event, event.at))
  }

  return {
    id: 'I7',
    see(entry) {
      if (entry.kind === 'committed' && isOfConversations(entry.event)) replay(entry.tenantId, entry.event)
      return null
    },
    audit: () =>
      firstOf(mirror.tenants(), (tenantId) => {
        const rows = mirror.rows(tenantId, 'conversations')
        const count = told.get(tenantId)?.size ?? 0
        if (rows.length !== count) return `${tenantId} has ${rows.length} conversations, the feed tells of ${count}`
        return firstOf(rows, ({ id, conversation }) => {
          const tale = told.get(tenantId)?.get(id)
          return isDeepStrictEqual(plain(conversation), plain(tale ?? null))
            ? null
            : `the feed tells another ${id}: ${JSON.stringify(tale)} instead of ${JSON.stringify(conversation)}`
        })
      }),
  }
}

function isOfConversations(event: FeedEvent): event is FeedEvent & ConversationEvent {
  return event.kind.startsWith('conversation.') || event.kind === 'message.sent'
}

/** As JSON carries it. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}
