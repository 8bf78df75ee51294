import { EventEmitter } from 'node:events'
import type { ChannelEnd, ChannelListener } from '../channel.ts'

/** What a socket carries: text, or the protocol's own ping and pong, which a browser answers by itself. */
export type SocketMessage =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'ping' }
  | { readonly kind: 'pong' }

/**
 * The server's end of a virtual socket in the shape of `ws`, as much of it as the feed uses; so the feed's own
 * connection class runs in the simulator as it is.
 */
export class VirtualSocket extends EventEmitter implements ChannelListener<SocketMessage> {
  readonly CONNECTING = 0
  readonly OPEN = 1
  readonly CLOSING = 2
  readonly CLOSED = 3
  readonly bufferedAmount = 0
  readyState = 1
  readonly #end: ChannelEnd<SocketMessage>
  readonly #onSend: (text: string) => void

  constructor(end: ChannelEnd<SocketMessage>, onSend: (text: string) => void) {
    super()
    this.#end = end
    this.#onSend = onSend
  }

  send(text: string): void {
    if (this.readyState !== this.OPEN) return
    this.#onSend(text)
    this.#end.send({ kind: 'text', text })
  }

  ping(_data?: unknown, _mask?: unknown, done?: () => void): void {
    this.#end.send({ kind: 'ping' })
    done?.()
  }

  /** The closing handshake is not played: what the other side still says is not heard. */
  close(): void {
    this.#finish(() => this.#end.close())
  }

  terminate(): void {
    this.#finish(() => this.#end.close())
  }

  pause(): void {}
  resume(): void {}

  onMessage(message: SocketMessage): void {
    if (this.readyState !== this.OPEN) return
    if (message.kind === 'text') this.emit('message', message.text, false)
    else if (message.kind === 'pong') this.emit('pong')
  }

  onClose(): void {
    this.#finish(() => undefined)
  }

  #finish(tell: () => void): void {
    if (this.readyState === this.CLOSED) return
    this.readyState = this.CLOSED
    tell()
    this.emit('close')
  }
}
