import type { Refusal } from '@hotseat/core'
import type { ChatClientFrame } from '@hotseat/protocol'
import type { WebSocket } from 'ws'
import type { CustomerChat } from '../../chat/customer-chat.ts'
import type { CustomerCaller } from '../../chat/customer-session.ts'
import { type CustomerStates, leftOutOf } from '../../chat/customer-state.ts'
import type { FindCustomer } from '../../chat/find-customer.ts'
import { createNames } from '../../chat/names.ts'
import type { Queues } from '../../chat/queues.ts'
import { readMessages } from '../../chat/show-message.ts'
import type { ChatApiParts } from './chat-api-parts.ts'
import type { ChatBounds } from './chat-bounds.ts'
import { parseChatFrame } from './chat-frames.ts'
import { type ChatLine, createChatLine } from './chat-line.ts'

/** What the sockets of a node work with. */
export type ChatFeedParts = {
  readonly customers: FindCustomer
  readonly queues: Queues
  readonly states: CustomerStates
  readonly chat: CustomerChat
  readonly bounds: Pick<ChatBounds, 'looks'>
}
/** The node's list of who follows what. */
export type Audience = {
  join(connection: ChatConnection, caller: CustomerCaller): void
  follow(conversationId: string, caller: CustomerCaller): void
  leave(connection: ChatConnection): void
}

/** The page that opened a line, and the other end of it. */
export type LineFrom = { readonly origin: string; readonly address: string }

/** A widget that says more often than this that somebody types is not passed on. */
const typingMs = 1_000

/**
 * One widget's socket. It knows the last number that it has sent of each conversation; an event only wakes it, and it sends what is
 * there after that number. So nothing is lost, doubled or out of order, however events and reads come (spec CH20).
 */
export class ChatConnection {
  /** When the other side last gave a sign of life. */
  heardAt: number
  checkedAt: number
  readonly line: ChatLine
  readonly #from: LineFrom
  readonly #parts: ChatApiParts
  readonly #own: ChatFeedParts
  readonly #audience: Audience
  #caller: CustomerCaller | null = null
  #hasAuth = false
  readonly #sent = new Map<string, number>()
  /** What was told of the place in the queue, of conversations that wait. */
  readonly #places = new Map<string, string>()
  readonly #woken = new Set<string>()
  /** Waking waits until `hello` is out. */
  #isBusy = true
  /** The places were to be looked at while something was being told. */
  #owesPlaces = false
  #typedAt = -Infinity

  constructor(socket: WebSocket, from: LineFrom, parts: ChatApiParts, own: ChatFeedParts, audience: Audience) {
    const { clock } = parts.deps
    this.#from = from
    this.#parts = parts
    this.#own = own
    this.#audience = audience
    this.heardAt = clock.now()
    this.checkedAt = clock.now()
    this.line = createChatLine(socket, clock)
    socket.on('message', (data, isBinary) => this.#onText(isBinary ? '' : String(data)))
    socket.on('pong', () => this.#hear())
    socket.on('close', () => audience.leave(this))
  }

  get caller(): CustomerCaller | null {
    return this.#caller
  }
  get hasAuth(): boolean {
    return this.#hasAuth
  }

  /** Something happened in a conversation of this customer. */
  wake(conversationId: string): void {
    this.#woken.add(conversationId)
    if (!this.#isBusy) void this.#pump()
  }

  /** Looks again whether the session is live; it is told why not. */
  recheck(): void {
    const caller = this.#caller
    if (caller === null) return
    this.checkedAt = this.#parts.deps.clock.now()
    void this.#orBye(async () => {
      const found = await this.#own.customers.recheck(caller)
      if (found.ok) this.#caller = found.value
      else this.line.bye(found.refusal.code)
    })
  }

  /** Tells the place in the queue where it is another one than was told (spec CH17). */
  tellPlaces(): void {
    const caller = this.#caller
    const { queues } = this.#own
    if (caller === null || this.#places.size === 0) return
    this.#owesPlaces = this.#isBusy
    if (this.#isBusy) return
    void this.#orBye(async () => {
      for (const [id, told] of this.#places) {
        const conversation = await queues.find(caller.tenantId, id)
        const place = conversation && (await queues.placeOf(caller.tenantId, conversation))
        // One that waits no longer is told of by its own events.
        if (place && JSON.stringify(place) !== told) this.wake(id)
      }
    })
  }

  #hear(): void {
    this.heardAt = this.#parts.deps.clock.now()
  }

  #onText(text: string): void {
    this.#hear()
    if (!this.line.isOpen()) return
    const frame = parseChatFrame(text)
    if (frame === null || (frame.type === 'auth') === this.#hasAuth) this.line.bye('protocol')
    else if (frame.type === 'auth') {
      this.#hasAuth = true
      void this.#orBye(() => this.#enter(frame))
    } else if (frame.type === 'ping') this.line.send({ type: 'pong', n: frame.n })
    else this.#onTyping(frame.conversationId)
  }

  #onTyping(conversationId: string): void {
    const now = this.#parts.deps.clock.now()
    const caller = this.#caller
    if (caller === null || now - this.#typedAt < typingMs) return
    this.#typedAt = now
    void this.#orBye(() => this.#own.chat.type(caller, conversationId))
  }

  async #enter({ token, after }: Extract<ChatClientFrame, { type: 'auth' }>): Promise<void> {
    const found = await this.#own.customers.byToken(token, this.#from.origin)
    if (!found.ok) return this.line.bye(found.refusal.code)
    if (!this.line.isOpen()) return
    const caller = found.value
    const full = this.#own.bounds.looks(caller)
    // Its session stands: it comes back when there is room again.
    if (full !== null) return this.line.bye('slow', waitOf(full))
    this.#caller = caller
    if (caller.customer.verified) this.#parts.vouch(this.#from.address)
    // Whoever is told from before the state is read misses nothing; what comes meanwhile waits for `hello`.
    this.#audience.join(this, caller)
    const state = await this.#own.states.read(caller, after)
    for (const { conversation, messages } of state.threads) {
      this.#audience.follow(conversation.id, caller)
      this.#sent.set(conversation.id, messages.at(-1)?.seq ?? conversation.lastSeq)
      this.#notePlace(conversation.id, conversation.queue)
    }
    this.line.send({ type: 'hello', state })
    await this.#pump()
    // An end that came before this socket was listed was told to the others only.
    this.recheck()
  }

  async #pump(): Promise<void> {
    this.#isBusy = true
    // Looked at again behind the wait: what is woken then would find the pump busy and sleep on.
    while (this.#woken.size > 0) await this.#orBye(() => this.#tellNext())
    this.#isBusy = false
    if (this.#owesPlaces) this.tellPlaces()
  }

  async #tellNext(): Promise<void> {
    const [id] = this.#woken
    if (id === undefined) return
    this.#woken.delete(id)
    await this.#tell(id)
  }

  async #tell(id: string): Promise<void> {
    const caller = this.#caller
    if (caller === null || !this.line.isOpen()) return
    const tenant = this.#parts.deps.store.tenant(caller.tenantId)
    const conversation = (await tenant.get('conversations', { id }))?.conversation
    if (conversation?.customerId !== caller.customer.id) return
    const names = createNames(tenant)
    const after = Math.max(this.#sent.get(id) ?? 0, leftOutOf(conversation.lastSeq))
    if (conversation.lastSeq > after) {
      for (const message of await readMessages(tenant, names, { conversationId: id, after })) {
        this.line.send({ type: 'message', conversationId: id, message })
        this.#sent.set(id, message.seq)
      }
    }
    const shown = await this.#own.states.show(caller.tenantId, conversation, names)
    this.#notePlace(id, shown.queue)
    this.line.send({ type: 'conversation', conversation: shown })
  }

  #notePlace(id: string, place: unknown): void {
    if (place === null) this.#places.delete(id)
    else this.#places.set(id, JSON.stringify(place))
  }

  /** What cannot be read now is read when the widget comes back. */
  async #orBye(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      this.#parts.onFault(error)
      this.line.bye('draining', 1_000)
    }
  }
}

function waitOf({ facts }: Refusal): number {
  return typeof facts?.retryAfterMs === 'number' ? facts.retryAfterMs : 1_000
}
