import type { ChatConfigDocument, ChatSaidDocument, ChatSessionDocument, CustomerState } from '@hotseat/protocol'
import { isRecord, parseProblem, unreachable } from './chat-error.ts'
import { parseConfig, parseSaid, parseSession, parseState } from './parse-answer.ts'
import type { World } from './world.ts'

/** Whose chat it is: the server, the tenant (`jira-id`) and its project (`service-desk-id`). */
export type Where = { readonly origin: string; readonly tenant: string; readonly project: string }

/** A call without an answer for so long has failed; a line may be dead without anyone telling. */
const deadlineMs = 15_000

/** What a widget calls. Everything rejects with `ChatError`. */
export type ChatCalls = ReturnType<typeof createChatCalls>

/** The customers' API. A customer's token goes in a header, never in an address (S-28); no cookie is sent or taken. */
export function createChatCalls(world: Pick<World, 'fetch' | 'clock'>, { origin, ...where }: Where) {
  async function call(
    method: string,
    path: string,
    token: string | null,
    body?: unknown,
    signal?: AbortSignal,
  ): Promise<unknown> {
    const deadline = new AbortController()
    const cancel = world.clock.after(deadlineMs, () => deadline.abort())
    const response = await world
      .fetch(`${origin}/chat/v1/${path}`, {
        method,
        headers: {
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(token !== null && { authorization: `Bearer ${token}` }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        cache: 'no-store',
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        signal: signal === undefined ? deadline.signal : AbortSignal.any([signal, deadline.signal]),
      })
      .catch(() => Promise.reject(unreachable()))
      .finally(cancel)
    const answer: unknown = await response.json().catch(() => undefined)
    if (!response.ok) throw parseProblem(response.status, answer)
    return answer
  }
  const previously = (previous: string | null) => (previous === null ? {} : { previous })

  return {
    async config(): Promise<ChatConfigDocument> {
      return parseConfig(await call('GET', `config?${new URLSearchParams(where)}`, null))
    },
    async login(token: string, previous: string | null): Promise<ChatSessionDocument> {
      return parseSession(await call('POST', 'login', null, { ...where, token, ...previously(previous) }))
    },
    async anonymous(name: string, previous: string | null): Promise<ChatSessionDocument> {
      const named = name === '' ? {} : { name }
      return parseSession(await call('POST', 'anonymous', null, { ...where, ...named, ...previously(previous) }))
    },
    async logout(session: string): Promise<void> {
      await call('POST', 'logout', session, {})
    },
    /** Everything that the customer has with the project. */
    async state(session: string): Promise<CustomerState> {
      return parseState(await call('GET', 'state', session))
    },
    async say(session: string, clientId: string, text: string): Promise<ChatSaidDocument> {
      return parseSaid(await call('POST', 'messages', session, { clientId, text }))
    },
    async mark(session: string, marks: { conversationId: string; delivered: number; read: number }): Promise<void> {
      await call('PUT', 'marks', session, marks)
    },
    async end(session: string, conversationId: string): Promise<void> {
      await call('POST', 'end', session, { conversationId })
    },
    async echo(signal: AbortSignal): Promise<{ challenge: string; waitMs: number }> {
      const answer = await call('GET', 'echo', null, undefined, signal)
      const { challenge, waitMs } = isRecord(answer) ? answer : {}
      return { challenge: typeof challenge === 'string' ? challenge : '', waitMs: typeof waitMs === 'number' ? waitMs : 0 }
    },
    /** Whether the session still stands; what was missed comes by the feed. */
    async resume(
      session: string,
      asked: { challenge: string; after: Record<string, number> },
      signal: AbortSignal,
    ): Promise<void> {
      await call('POST', 'resume', session, asked, signal)
    },
    /** Whether the server is there, by something that any page may load from it. */
    async isThere(): Promise<boolean> {
      const answer = await world
        .fetch(`${origin}/chat-widget.js`, { method: 'HEAD', cache: 'no-store', credentials: 'omit' })
        .catch(() => null)
      return answer?.ok ?? false
    },
  }
}
