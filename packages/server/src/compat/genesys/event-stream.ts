import type { ServerResponse } from 'node:http'
import { PassThrough, type Readable } from 'node:stream'
import type { Clock } from '../../ports.ts'
import type { Notification } from './encode-event.ts'

/** More than this unread, and the client is too slow to be live: it comes back with its last id. */
const maxUnreadBytes = 1024 * 1024
/** So long an ended line waits for its last words to leave; then it is cut, read or not. */
export const goodbyeMs = 1_000

/** One open line of Server-Sent Events (WHATWG HTML, 9.2). */
export type EventStream = {
  readonly body: Readable
  /** Tells notifications of one event. The id stands behind the last: who loses the line between is told all of them again. */
  tell(notifications: readonly Notification[], id: number): void
  /** Fills the quiet, and moves the id past events of others. */
  beat(id: number): void
  /** Ends the line; the client comes back after so long, unless it is told not to by the next answer. */
  end(retryMs?: number): void
  /** Breaks the line at once. */
  cut(): void
  isOpen(): boolean
  /** Resolves when most of what was told has been read. */
  flushed(): Promise<void>
  /** Bytes told so far. */
  toldBytes(): number
  /** Bytes of them that the operating system has taken: it takes no more when the client stops reading. */
  takenBytes(): number
}

/** What a stream stands on. */
export type EventStreamSet = {
  /** The answer that the body is sent by. */
  readonly answer: ServerResponse
  readonly clock: Clock
  /** The client comes back after so long when the line breaks. */
  readonly retryMs: number
  onClose(): void
}

/** A stream on the way to a client. It is closed soon after it ended, whether the client reads or not (spec GW47). */
export function createEventStream({ answer, clock, retryMs, onClose }: EventStreamSet): EventStream {
  const body = new PassThrough()
  let told = 0
  let cancelCut: (() => void) | null = null
  const unread = () => body.writableLength + body.readableLength + answer.writableLength
  const cut = () => {
    body.destroy()
    answer.destroy()
  }
  const end = () => {
    body.end()
    cancelCut ??= clock.after(goodbyeMs, cut)
  }
  const write = (text: string) => {
    if (!body.writable) return
    if (unread() > maxUnreadBytes) return end()
    told += Buffer.byteLength(text)
    body.write(text)
  }
  body.once('close', onClose)
  // The body ends when the last of it is handed on; the answer, when it has left.
  answer.once('close', () => cancelCut?.())
  write(`retry: ${retryMs}\n\n`)
  return {
    body,
    tell(notifications, id) {
      const last = notifications.length - 1
      const texts = notifications.map((each, index) => `${index === last ? `id: ${id}\n` : ''}data: ${JSON.stringify(each)}\n\n`)
      if (texts.length > 0) write(texts.join(''))
    },
    beat: (id) => write(`: here\nid: ${id}\n\n`),
    end(later) {
      if (later !== undefined) write(`retry: ${Math.ceil(later)}\n\n`)
      end()
    },
    cut,
    isOpen: () => body.writable,
    async flushed() {
      if (body.writable && body.writableNeedDrain) await new Promise<void>((resolve) => onceEither(body, resolve))
    },
    toldBytes: () => told,
    takenBytes: () => told - unread(),
  }
}

function onceEither(body: PassThrough, resolve: () => void): void {
  body.once('drain', resolve)
  body.once('close', resolve)
}
