import type { SocketListener } from '@hotseat/browser'
import type { ChatClientFrame, ChatServerFrame, CustomerState, MessageDocument } from '@hotseat/protocol'
import type { FetchAnswer } from '../world.ts'
import type { FakeWire } from './fake-world.ts'
import { conversation, customerState, thread } from './thread.ts'

/** What the wire does to one request: carries it, loses it, or loses only the answer. */
export type Weather = 'fair' | 'lost' | 'answerLost'

type Line = { readonly listener: SocketListener; customer: string | null }

/** The customers' API in memory, one conversation a customer, with a wire that can be as bad as a test wants. */
export function createFakeServer({
  now,
  sessionMs = 12 * 3_600_000,
}: {
  readonly now: () => number
  readonly sessionMs?: number
}) {
  const sessions = new Map<string, string>()
  const said = new Map<string, MessageDocument[]>()
  const lines = new Set<Line>()
  const log: string[] = []
  let count = 0
  let isUp = true
  let weather: () => Weather = () => 'fair'
  /** Answers that a test holds back, by path. */
  const held = new Map<string, Promise<void>>()

  const messagesOf = (customer: string) => {
    const messages = said.get(customer) ?? []
    said.set(customer, messages)
    return messages
  }
  const stateOf = (customer: string, after = 0): CustomerState => {
    const messages = messagesOf(customer)
    const threads =
      messages.length === 0
        ? []
        : [
            thread(
              messages.filter(({ seq }) => seq > after),
              { id: `c-${customer}`, lastSeq: messages.length },
            ),
          ]
    return customerState(threads, customer)
  }
  const tell = (line: Line, frame: ChatServerFrame) => line.listener.onText(JSON.stringify(frame))

  function put(customer: string, message: Omit<MessageDocument, 'seq' | 'at'>): MessageDocument {
    const messages = messagesOf(customer)
    const known = messages.find(({ clientId }) => clientId !== null && clientId === message.clientId)
    if (known) return known
    const whole = { ...message, seq: messages.length + 1, at: now() }
    messages.push(whole)
    const conversationId = `c-${customer}`
    for (const line of lines) if (line.customer === customer) tell(line, { type: 'message', conversationId, message: whole })
    return whole
  }

  /** The refusal, or the answer. */
  function answer(path: string, token: string | undefined, body: Record<string, string>): [number, unknown] {
    log.push(path)
    const customer = token === undefined ? undefined : sessions.get(token)
    if (path === 'config') return [200, { name: 'Support', autoLogin: true, anonymous: true }]
    if (path === 'echo') return [200, { challenge: 'x', waitMs: 0 }]
    if (path === 'login') {
      const claims: { email?: string } = JSON.parse(Buffer.from(body.token?.split('.')[1] ?? '', 'base64url').toString() || '{}')
      if (claims.email === undefined) return [401, { code: 'chatToken.malformed', title: 'Token is malformed' }]
      count += 1
      const [who = ''] = claims.email.split('@')
      sessions.set(`session-${count}`, who)
      if (body.previous !== undefined) end(body.previous)
      return [200, { session: { token: `session-${count}`, expiresAt: now() + sessionMs, now: now() }, state: stateOf(who) }]
    }
    if (path === 'anonymous') {
      count += 1
      // Who has a session goes on as who they are (CU4).
      const who = body.name ?? sessions.get(body.previous ?? '') ?? `guest-${count}`
      sessions.set(`session-${count}`, who)
      if (body.previous !== undefined) end(body.previous)
      return [200, { session: { token: `session-${count}`, expiresAt: now() + sessionMs, now: now() }, state: stateOf(who) }]
    }
    if (customer === undefined) return [401, { code: 'chat.session', title: 'Sign in to the chat first.' }]
    if (path === 'logout') end(token ?? '')
    if (path === 'state' || path === 'resume') return [200, stateOf(customer)]
    if (path !== 'messages') return [200, { done: true }]
    if (body.text === 'refuse this') return [400, { code: 'request.invalid', title: 'No.' }]
    const message = put(customer, { from: 'customer', name: customer, text: body.text ?? '', clientId: body.clientId ?? null })
    return [200, { conversation: conversation({ id: `c-${customer}`, lastSeq: message.seq }), message }]
  }

  function end(token: string): void {
    const customer = sessions.get(token)
    sessions.delete(token)
    if ([...sessions.values()].includes(customer ?? '')) return
    for (const line of [...lines]) if (line.customer === customer) tell(line, { type: 'bye', reason: 'chat.session' })
  }

  const wire: FakeWire = {
    async fetch(url, { headers, body }): Promise<FetchAnswer> {
      const path = url.replace(/^.*\/chat\/v1\//, '').replace(/\?.*$/, '')
      const here = isUp ? weather() : 'lost'
      if (here === 'lost') throw new TypeError('lost')
      const bearer = (headers as Record<string, string>).authorization?.slice('Bearer '.length)
      const [status, document] = url.endsWith('.js') ? [200, null] : answer(path, bearer, JSON.parse(String(body ?? '{}')))
      await held.get(path)
      if (here === 'answerLost') throw new TypeError('lost')
      return { ok: status === 200, status, json: async () => document }
    },
    connect(listener) {
      const line: Line = { listener, customer: null }
      const close = () => lines.delete(line)
      queueMicrotask(() => {
        if (isUp) {
          lines.add(line)
          listener.onOpen()
        } else listener.onClose()
      })
      return {
        send(text) {
          if (!lines.has(line)) return false
          const frame = JSON.parse(text) as ChatClientFrame
          if (frame.type === 'ping') tell(line, { type: 'pong', n: frame.n })
          if (frame.type !== 'auth') return true
          line.customer = sessions.get(frame.token) ?? null
          if (line.customer === null) tell(line, { type: 'bye', reason: 'chat.session' })
          else tell(line, { type: 'hello', state: stateOf(line.customer, frame.after[`c-${line.customer}`] ?? 0) })
          return true
        },
        close,
      }
    },
  }

  return {
    wire,
    log,
    sessions,
    /** What was said, by whom. */
    said: (customer: string) => messagesOf(customer).map(({ text }) => text),
    answer: (customer: string, text: string) => put(customer, { from: 'agent', name: 'Amara', text, clientId: null }),
    setWeather(next: () => Weather) {
      weather = next
    },
    hold(path: string): () => void {
      const { promise, resolve } = Promise.withResolvers<void>()
      held.set(path, promise)
      return () => {
        held.delete(path)
        resolve()
      }
    },
    cutLines() {
      for (const line of [...lines]) {
        lines.delete(line)
        line.listener.onClose()
      }
    },
    setUp(next: boolean) {
      isUp = next
      if (!next) this.cutLines()
    },
  }
}
