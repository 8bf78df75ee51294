import type { Result } from '@hotseat/core'
import type { AnswerOf, ClientFrame, OperationName, Operations, ServerFrame } from '@hotseat/protocol'

/** What a desk asks of the server: the parts of one operation's input. */
export type WireInput = { readonly params?: unknown; readonly query?: unknown; readonly body?: unknown }

/** An open feed, or one that is being opened. */
export interface FeedSocket {
  /** False when the socket is known to be closed. */
  send(frame: ClientFrame): boolean
  close(): void
}

export type FeedListener = { onFrame(frame: ServerFrame): void; onClose(): void }

/** The way between one desk and the server: virtual in the simulator, loopback in the benchmarks. */
export interface DeskWire {
  /** Rejects when no answer came; then nobody knows whether it was done. */
  call<N extends OperationName>(name: N, input: WireInput): Promise<Result<AnswerOf<Operations[N]>>>
  openFeed(offset: number, listener: FeedListener): FeedSocket
}
