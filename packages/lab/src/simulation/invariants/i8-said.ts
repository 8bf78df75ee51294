import { type ChatCall, type ChatReply, codeOf, type Entry, isOk } from '../log.ts'
import { chatSessionOf } from './chat-session-of.ts'
import { firstOf, type Invariant, type View } from './invariant.ts'

/** In so many of a customer's conversations, the last, something is looked for that is said again (CH2). */
const againIn = 3

/** I8: the same thing said again, by the same client id, is the same message, and is not refused for having been said; no call of the widget is a mistake. */
export function createSaidOnce({ mirror }: View): Invariant {
  const messagesOf = (tenantId: string, author: string, id: string) =>
    mirror.rows(tenantId, 'messages').filter(({ authorId, clientId }) => authorId === author && clientId === id)

  /** How many of the customer's conversations began before this one. */
  function placeOf(tenantId: string, conversationId: string): number {
    const own = mirror.get(tenantId, 'conversations', conversationId)
    return mirror
      .rows(tenantId, 'conversations')
      .filter(
        ({ customerId, conversation }) => customerId === own?.customerId && conversation.startedAt < own.conversation.startedAt,
      ).length
  }

  function saidTwice(tenantId: string, author: string, clientId: string): string | null {
    const said = messagesOf(tenantId, author, clientId)
    if (said.length < 2) return null
    const places = said.map(({ conversationId }) => placeOf(tenantId, conversationId)).toSorted((a, b) => a - b)
    const isNear = places.some((place, index) => place - (places[index - 1] ?? -Infinity) < againIn)
    return isNear ? `${clientId} of ${author} is ${said.length} messages` : null
  }

  function seeCustomer(call: ChatCall, reply: ChatReply): string | null {
    if (reply.status >= 500 && reply.status !== 503) return `${call.path} of ${call.who} failed with ${reply.status}`
    if (codeOf(reply) === 'request.invalid') return `${call.path} of ${call.who} was no call: ${JSON.stringify(call.body)}`
    if (call.path !== '/chat/v1/messages' || call.token === null || !isOk(reply)) return null
    const found = chatSessionOf(mirror, call.token)
    return found && saidTwice(found.tenantId, found.session.customerId, String(call.body.clientId))
  }

  function seeAgent({ request, result }: Extract<Entry, { kind: 'served' }>): string | null {
    const { name, caller, params, body, retry, who } = request
    if (name !== 'sayInConversation' || caller === null) return null
    const clientId = String(body.clientId)
    if (result.ok) return saidTwice(caller.tenantId, caller.userId, clientId)
    const isSaid = messagesOf(caller.tenantId, caller.userId, clientId).some((row) => row.conversationId === params.id)
    return retry && isSaid && result.refusal.code === 'chat.conversation'
      ? `${who} said ${clientId} again, which was said, and was refused by ${result.refusal.code}`
      : null
  }

  return {
    id: 'I8',
    see(entry) {
      if (entry.kind === 'chatServed') return seeCustomer(entry.call, entry.reply)
      return entry.kind === 'served' ? seeAgent(entry) : null
    },
    audit: () =>
      firstOf(mirror.tenants(), (tenantId) => {
        const own = mirror
          .rows(tenantId, 'messages')
          .flatMap(({ authorId, clientId }) => (authorId && clientId ? [{ authorId, clientId }] : []))
        const several = Map.groupBy(own, ({ authorId, clientId }) => `${authorId} ${clientId}`)
        return firstOf(several.values(), ([first, second]) =>
          first && second ? saidTwice(tenantId, first.authorId, first.clientId) : null,
        )
      }),
  }
}
