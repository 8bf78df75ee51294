import type { ChatSaidDocument } from '@hotseat/protocol'
import { type ChatCall, type Entry, isOk } from '../log.ts'
import { saidOf } from './chat-answers.ts'
import { chatSessionOf } from './chat-session-of.ts'
import { firstOf, type Invariant, type View } from './invariant.ts'

type Kept = { readonly tenantId: string; readonly conversationId: string; readonly seq: number; readonly text: string }

/** I1: what was said and answered is in its conversation for ever, numbered from 1 without gaps; what ended has ended. */
export function createConversationsKept({ mirror }: View): Invariant {
  const kept: Kept[] = []
  const over = new Set<string>()

  function missing({ tenantId, conversationId, seq, text }: Kept): string | null {
    const row = mirror.get(tenantId, 'messages', `${conversationId}/${seq}`)
    return row?.text === text ? null : `“${text}” was acknowledged as ${seq} of ${conversationId}, and is not there`
  }

  function keep(promise: Kept): string | null {
    kept.push(promise)
    return missing(promise)
  }

  function acknowledge({ path, token, body }: ChatCall, said: ChatSaidDocument | null): string | null {
    const found = token === null ? null : chatSessionOf(mirror, token)
    const tenantId = found?.tenantId ?? ''
    switch (path) {
      case '/chat/v1/messages':
        if (said === null) return null
        return keep({ tenantId, conversationId: said.conversation.id, seq: said.message.seq, text: String(body.text) })
      case '/chat/v1/end':
        return mirror.get(tenantId, 'conversations', String(body.conversationId))?.conversation.closedAt == null
          ? `the end of ${body.conversationId} was acknowledged, not committed`
          : null
      case '/chat/v1/marks': {
        const conversation = mirror.get(tenantId, 'conversations', String(body.conversationId))?.conversation
        const read = Math.min(Number(body.read), conversation?.lastSeq ?? 0)
        return (conversation?.customer.read ?? 0) >= read ? null : `the marks of ${body.conversationId} were never committed`
      }
      case '/chat/v1/logout':
        return found?.session.endedAt === null ? 'the logout of a customer was acknowledged, not committed' : null
      default:
        return null
    }
  }

  /** What an agent said. */
  function spoke({ request, result }: Extract<Entry, { kind: 'served' }>): string | null {
    const { caller, name, params, body } = request
    if (!result.ok || name !== 'sayInConversation' || caller === null) return null
    // The use case of this operation made the document.
    const { message } = (result.value as { document: { message: { seq: number } } }).document
    return keep({ tenantId: caller.tenantId, conversationId: String(params.id), seq: message.seq, text: String(body.text) })
  }

  function numbered(tenantId: string): string | null {
    const byConversation = Map.groupBy(mirror.rows(tenantId, 'messages'), ({ conversationId }) => conversationId)
    return firstOf(mirror.rows(tenantId, 'conversations'), ({ id, conversation: { lastSeq } }) => {
      const numbers = (byConversation.get(id) ?? []).map(({ seq }) => seq).toSorted((a, b) => a - b)
      return numbers.length === lastSeq && numbers.every((seq, index) => seq === index + 1)
        ? null
        : `${id} has ${lastSeq} messages, numbered ${numbers.join(' ')}`
    })
  }

  function stayed(tenantId: string): string | null {
    return firstOf(mirror.rows(tenantId, 'conversations'), ({ id, conversation: { closedAt } }) => {
      if (closedAt !== null) over.add(id)
      else if (over.has(id)) return `${id} was over and goes on`
      return null
    })
  }

  return {
    id: 'I1',
    see(entry) {
      if (entry.kind === 'served') return spoke(entry)
      if (entry.kind !== 'chatServed' || !isOk(entry.reply)) return null
      return acknowledge(entry.call, entry.call.path === '/chat/v1/messages' ? saidOf(entry.reply) : null)
    },
    audit: () => firstOf(kept, missing) ?? firstOf(mirror.tenants(), (tenantId) => numbered(tenantId) ?? stayed(tenantId)),
  }
}
