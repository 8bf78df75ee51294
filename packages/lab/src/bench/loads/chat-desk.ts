import type { SessionDocument } from '@hotseat/protocol'
import { encodeRequest } from '../wire/http-connection.ts'
import type { HttpPool } from '../wire/http-pool.ts'
import { openRawSocket } from '../wire/socket-frames.ts'
import { clientId } from './chat-customer.ts'
import { createSeat, encodeSignIn, headersOf, requireJson, type Site, takeSession } from './seat.ts'

/** An agent's chat room: it takes what is offered, reads on as soon as its feed tells that more was said, and marks what came. */
export interface ChatDesk {
  /** The conversations that were taken. */
  readonly taken: readonly string[]
  say(conversationId: string, text: string): Promise<void>
}

type Listener = {
  onTaken(conversationId: string): void
  /** A text of the customer's. */
  onText(text: string): void
  onFault(error: unknown): void
}
type Message = { readonly seq: number; readonly from: string; readonly text: string }
/** What the desk knows of a thread: everything up to a number, and what it was acknowledged ahead of that. */
type Thread = { known: number; ahead: Set<number>; last: number; asked: number; isReading: boolean }

/** Signs the seeded agent with this number in, READY on the chat. */
export async function openChatDesk(pool: HttpPool, site: Site, number: number, listener: Listener): Promise<ChatDesk> {
  const seat = createSeat(number)
  const signedIn = await pool.send(encodeSignIn(site, seat))
  takeSession(seat, signedIn)
  const me = requireJson<SessionDocument>(signedIn).user.id
  const headers = headersOf(site, seat)
  const call = async <T>(method: string, path: string, body?: object) =>
    requireJson<T>(await pool.send(encodeRequest(method, path, headers, body)))
  const threads = new Map<string, Thread>()
  const taken: string[] = []

  /** Whether the number is new. */
  function note(thread: Thread, seq: number): boolean {
    if (seq <= thread.known || thread.ahead.has(seq)) return false
    thread.ahead.add(seq)
    while (thread.ahead.delete(thread.known + 1)) thread.known += 1
    return true
  }

  /** As the desk does it: one read at a time, and no number is asked for twice. */
  async function chase(id: string, thread: Thread): Promise<void> {
    if (thread.isReading) return
    thread.isReading = true
    while (thread.known < thread.last && thread.asked < thread.last) {
      thread.asked = thread.last
      const path = `/v1/chat/conversations/${id}/messages?after=${thread.known}&limit=500`
      const { messages } = await call<{ messages: readonly Message[] }>('GET', path)
      const fresh = messages.filter(({ seq, from }) => note(thread, seq) && from === 'customer')
      for (const { text } of fresh) listener.onText(text)
      if (fresh.length > 0) mark(id, { delivered: thread.known, read: thread.known }).catch(listener.onFault)
    }
    thread.isReading = false
  }

  const mark = (id: string, marks: { delivered: number; read: number }) =>
    call('PUT', `/v1/chat/conversations/${id}/marks`, marks)

  async function take(id: string): Promise<void> {
    const { lastSeq } = await call<{ lastSeq: number }>('POST', `/v1/chat/conversations/${id}`, { action: 'accept' })
    threads.set(id, { known: lastSeq, ahead: new Set(), last: lastSeq, asked: lastSeq, isReading: false })
    taken.push(id)
    listener.onTaken(id)
  }

  function onFrame(text: string): void {
    const isOffer = text.includes('"conversation.offered"')
    if (!isOffer && !text.includes('"message.sent"')) return
    const { data } = JSON.parse(text) as { data: { conversationId: string; agentId?: string; seq?: number } }
    if (isOffer && data.agentId === me) take(data.conversationId).catch(listener.onFault)
    const thread = threads.get(data.conversationId)
    if (thread === undefined || data.seq === undefined) return
    thread.last = Math.max(thread.last, data.seq)
    chase(data.conversationId, thread).catch(listener.onFault)
  }

  const feed = await openRawSocket(site.port, `/v1/feed?offset=${seat.offset}`, headers)
  feed.onText(onFrame)
  feed.onClose(() => listener.onFault(new Error('the feed closed')))
  await call('PUT', '/v1/agent/state', { medium: 'chat', state: 'READY' })
  return {
    taken,
    async say(id, text) {
      const body = { clientId: clientId(), text }
      const { message } = await call<{ message: Message }>('POST', `/v1/chat/conversations/${id}/messages`, body)
      const thread = threads.get(id)
      if (thread !== undefined) note(thread, message.seq)
    },
  }
}
