import type { Listener } from '@hotseat/core'
import type { WebSocket } from 'ws'
import type { Clock } from '../ports.ts'
import type { Store } from '../store/store.ts'
import type { Caller } from '../use-case.ts'
import { byeForEnd } from './bye-for.ts'
import { type Bye, sayBye, sendFrame } from './feed-socket.ts'
import { encodePong, parseClientFrame } from './frames.ts'
import type { Follower, Hub } from './hub.ts'
import { listenerOf } from './listener-of.ts'
import type { PresenceTracker, SessionSockets } from './presence.ts'
import { replay } from './replay.ts'

/** A replay waits while more than this is unread. */
const comfortableBytes = 128 * 1024

const ended = { reason: 'ended', code: 'session.ended' } as const satisfies Bye

/** What a connection works with; one object for all of a node. */
export type ConnectionDeps = {
  readonly store: Store
  readonly clock: Clock
  readonly hub: Hub
  readonly tracker: PresenceTracker<Connection>
  readonly onSlow: () => void
  readonly onFault: (error: unknown) => void
}

/** One tab that follows the feed. */
export class Connection implements Follower {
  readonly tenantId: string
  readonly viewer: Listener
  readonly session: SessionSockets<Connection>
  /** When the other side last gave a sign of life. */
  heardAt: number
  readonly #socket: WebSocket
  readonly #deps: ConnectionDeps
  /** Where it joined the live events; null while it still catches up. */
  #joinedAt: number | null = null
  #saidBye = false

  /** Takes over an open socket of an admitted caller: counts it, replays, and follows until it closes. */
  constructor(socket: WebSocket, caller: Caller, offset: number | null, deps: ConnectionDeps) {
    this.tenantId = caller.tenantId
    this.viewer = listenerOf(caller.member, caller.session)
    this.#socket = socket
    this.#deps = deps
    this.heardAt = deps.clock.now()
    this.session = deps.tracker.open(caller, this)
    socket.on('message', (data, isBinary) => this.#onMessage(isBinary ? '' : String(data)))
    socket.on('pong', () => this.#hear())
    socket.on('close', () => this.#onClose())
    void this.#catchUp(offset)
  }

  send(frame: string): void {
    if (sendFrame(this.#socket, frame)) return
    this.#deps.onSlow()
    this.bye({ reason: 'slow' })
  }

  /** Says why, once, and closes. */
  bye(bye: Bye): void {
    if (this.#saidBye) return
    this.#saidBye = true
    this.#deps.hub.remove(this)
    sayBye(this.#socket, bye, this.#deps.clock.after)
  }

  /** Asks for a sign of life; browsers answer this even for a frozen page. */
  probe(): void {
    if (this.isOpen()) this.#socket.ping()
  }

  /** Cuts a line that nobody is at the end of. */
  cut(): void {
    this.#socket.terminate()
  }

  isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN && !this.#saidBye
  }

  /** Resolves when the client has read most of what it was sent; a ping's callback comes after all that is before it. */
  async flushed(): Promise<void> {
    if (!this.isOpen() || this.#socket.bufferedAmount < comfortableBytes) return
    await new Promise<void>((resolve) => this.#socket.ping(undefined, undefined, () => resolve()))
  }

  async #catchUp(offset: number | null): Promise<void> {
    try {
      const { store, hub } = this.#deps
      const tenant = store.tenant(this.tenantId)
      // An end that came before this socket was counted was told to the others only.
      const { id } = this.session.caller.session
      const session = await tenant.get('sessions', { id })
      if (session?.endedAt !== null) this.bye(session?.endReason ? byeForEnd(session.endReason) : ended)
      else this.#joinedAt = await replay(tenant, hub, this, offset)
    } catch (error) {
      this.#deps.onFault(error)
      this.bye({ reason: 'slow' })
    }
  }

  #onMessage(text: string): void {
    this.#hear()
    const frame = parseClientFrame(text)
    if (frame?.type !== 'ping') {
      this.bye({ reason: 'protocol' })
      return
    }
    if (frame.active === true) this.#deps.tracker.active(this.session)
    const { hub } = this.#deps
    this.send(encodePong(frame.n, this.#joinedAt === null ? 0 : Math.max(this.#joinedAt, hub.head(this.tenantId))))
  }

  #hear(): void {
    this.heardAt = this.#deps.clock.now()
  }

  #onClose(): void {
    this.#deps.hub.remove(this)
    this.#deps.tracker.close(this.session, this)
  }
}
