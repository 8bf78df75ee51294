import type { FeedEvent } from '@hotseat/core'
import type { ChatServerFrame } from '@hotseat/protocol'
import type { Audience, ChatConnection } from './chat-connection.ts'

/** Who follows which conversation on this node, and what an event is to them. */
export type ChatAudience = Audience & {
  onEvent(tenantId: string, event: FeedEvent): void
  /** Sends a frame to everybody who follows a conversation. */
  tell(conversationId: string, frame: ChatServerFrame): void
}

type Customer = { readonly connections: Set<ChatConnection>; readonly conversations: Set<string> }

export function createChatAudience(): ChatAudience {
  const customers = new Map<string, Customer>()
  /** The customers of the conversations that somebody here follows. */
  const byConversation = new Map<string, Customer>()

  const keyOf = (tenantId: string, customerId: string) => `${tenantId}\n${customerId}`
  const followersOf = (conversationId: string) => byConversation.get(conversationId)?.connections ?? []

  function follow(conversationId: string, tenantId: string, customerId: string): void {
    const customer = customers.get(keyOf(tenantId, customerId))
    if (customer === undefined) return
    customer.conversations.add(conversationId)
    byConversation.set(conversationId, customer)
  }

  function recheck(tenantId: string, isMeant: (connection: ChatConnection) => boolean): void {
    for (const { connections } of customers.values())
      for (const connection of connections)
        if (connection.caller?.tenantId === tenantId && isMeant(connection)) connection.recheck()
  }

  return {
    join(connection, { tenantId, customer: { id } }) {
      const key = keyOf(tenantId, id)
      const customer = customers.get(key) ?? { connections: new Set(), conversations: new Set() }
      customers.set(key, customer)
      customer.connections.add(connection)
    },
    follow: (conversationId, { tenantId, customer }) => follow(conversationId, tenantId, customer.id),
    leave(connection) {
      const { caller } = connection
      if (caller === null) return
      const key = keyOf(caller.tenantId, caller.customer.id)
      const customer = customers.get(key)
      customer?.connections.delete(connection)
      if (customer === undefined || customer.connections.size > 0) return
      customers.delete(key)
      for (const id of customer.conversations) byConversation.delete(id)
    },
    tell(conversationId, frame) {
      for (const connection of followersOf(conversationId)) connection.line.send(frame)
    },
    onEvent(tenantId, event) {
      switch (event.kind) {
        case 'customer.signedOut':
          for (const connection of customers.get(keyOf(tenantId, event.data.customerId))?.connections ?? []) connection.recheck()
          return
        case 'chatKey.revoked':
          return recheck(tenantId, ({ caller }) => caller?.session.kid === event.data.kid)
        case 'settings.changed':
          if (event.data.kind === 'chatProject') recheck(tenantId, ({ caller }) => caller?.project.id === event.data.id)
          return
        case 'conversation.started':
          follow(event.data.conversation.id, tenantId, event.data.conversation.customerId)
          for (const connection of followersOf(event.data.conversation.id)) connection.wake(event.data.conversation.id)
          return
        default:
          if (!isAbout(event)) return
          for (const connection of followersOf(event.data.conversationId)) connection.wake(event.data.conversationId)
      }
    },
  }
}

/** What happens in one conversation. */
function isAbout(event: FeedEvent): event is Extract<FeedEvent, { data: { conversationId: string } }> {
  return 'conversationId' in event.data
}
