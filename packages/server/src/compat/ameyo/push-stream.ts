import { PassThrough } from 'node:stream'
import type { FeedEvent } from '@hotseat/core'
import { type ReplayTarget, replay } from '../../feed/replay.ts'
import type { Caller } from '../../use-case.ts'
import type { AdapterParts } from '../adapter.ts'
import { encodePush, type Push, pingPush, resyncPush } from './encode-push.ts'
import type { Names } from './names.ts'

/** So long a stream stays silent: proxies cut what is silent for longer, and clients with it. */
export const heartbeatMs = 10_000
/** A replay waits while more than this is unread, and a client that leaves more than the other comes back later. */
const comfortableBytes = 128 * 1024
const mostBytes = 1024 * 1024

/** One client that follows the pushes by a long answer, a JSON object a line (spec AM13). */
export class PushStream implements ReplayTarget {
  readonly tenantId: string
  readonly viewer: ReplayTarget['viewer']
  readonly sessionId: string
  /** What the client reads. */
  readonly body = new PassThrough({ highWaterMark: comfortableBytes })
  readonly #parts: Pick<AdapterParts, 'deps' | 'hub' | 'onFault'>
  readonly #names: Names
  #seqNo: number
  /** Lines are written in the order of their events, also where one has to be looked up. */
  #turn: Promise<void> = Promise.resolve()
  #cancelHeartbeat: () => void = () => undefined

  /** Follows from `after` on until the client goes or `end` is called. */
  constructor(
    parts: Pick<AdapterParts, 'deps' | 'hub' | 'onFault'>,
    names: Names,
    { tenantId, session, member }: Caller,
    after: number,
  ) {
    this.tenantId = tenantId
    this.viewer = { userId: member.id, role: member.role }
    this.sessionId = session.id
    this.#parts = parts
    this.#names = names
    this.#seqNo = after
    this.body.once('close', () => this.#onClosed())
    this.body.on('error', () => this.#onClosed())
    // The first line goes out at once, so that the client knows that the stream stands.
    this.#write(pingPush(after))
    replay(parts.deps.store.tenant(tenantId), parts.hub, this, after).catch((error: unknown) => {
      parts.onFault(error)
      this.end()
    })
  }

  send(frame: string): void {
    this.#turn = this.#turn
      .then(() => this.#take(frame))
      .catch((error: unknown) => {
        this.#parts.onFault(error)
        this.end()
      })
  }

  isOpen(): boolean {
    return this.body.writable
  }

  async flushed(): Promise<void> {
    await this.#turn
    if (!this.isOpen() || this.body.writableLength < comfortableBytes) return
    await new Promise<void>((resolve) => {
      this.body.once('drain', resolve)
      this.body.once('close', resolve)
    })
  }

  /** Lets the lines that are under way go out, and ends the answer. */
  end(): void {
    this.#onClosed()
    void this.#turn.then(() => this.body.end())
  }

  /** A frame of the feed: `hello` says where the stream begins, a gap that something was missed. */
  async #take(frame: string): Promise<void> {
    const read: unknown = JSON.parse(frame)
    if (!isFrame(read) || !this.isOpen()) return
    if (read.type === 'hello') this.#seqNo = read.offset
    if (read.type === 'gap') this.#write(resyncPush(await this.#parts.deps.store.tenant(this.tenantId).head()))
    if (read.type !== 'event') return
    const store = this.#parts.deps.store.tenant(this.tenantId)
    const push = await encodePush(store, (id) => this.#names.of(this.tenantId, id), read)
    this.#seqNo = read.offset
    if (push !== null) this.#write(push)
  }

  #write(push: Push): void {
    if (!this.isOpen()) return
    this.body.write(`${JSON.stringify(push)}\n`)
    this.#cancelHeartbeat()
    this.#cancelHeartbeat = this.#parts.deps.clock.after(heartbeatMs, () => this.#write(pingPush(this.#seqNo)))
    if (this.body.writableLength > mostBytes) this.body.destroy()
  }

  #onClosed(): void {
    this.#cancelHeartbeat()
    this.#parts.hub.remove(this)
  }
}

type Frame = { type: 'hello'; offset: number } | { type: 'gap' } | ({ type: 'event' } & FeedEvent)

/** Frames come from our own feed, whose form they have. */
function isFrame(value: unknown): value is Frame {
  return typeof value === 'object' && value !== null && 'type' in value
}
