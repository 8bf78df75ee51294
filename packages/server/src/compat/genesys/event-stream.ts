import { PassThrough, type Readable } from 'node:stream'
import type { Notification } from './encode-event.ts'

/** More than this unread, and the client is too slow to be live: it comes back with its last id. */
const maxUnreadBytes = 1024 * 1024

/** One open line of Server-Sent Events (WHATWG HTML, 9.2). */
export type EventStream = {
  readonly body: Readable
  /** Tells notifications of one event. The id stands behind the last: who loses the line between is told all of them again. */
  tell(notifications: readonly Notification[], id: number): void
  /** Fills the quiet, and moves the id past events of others. */
  beat(id: number): void
  /** Ends the line; the client comes back after so long, unless it is told not to by the next answer. */
  end(retryMs?: number): void
  isOpen(): boolean
  /** Resolves when most of what was told has been read. */
  flushed(): Promise<void>
}

/** A stream whose client comes back after `retryMs` when the line breaks. */
export function createEventStream(retryMs: number, onClose: () => void): EventStream {
  const body = new PassThrough()
  const write = (text: string) => {
    if (!body.writable) return
    if (body.writableLength + body.readableLength > maxUnreadBytes) body.end()
    else body.write(text)
  }
  body.once('close', onClose)
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
      body.end()
    },
    isOpen: () => body.writable,
    async flushed() {
      if (body.writable && body.writableNeedDrain) await new Promise<void>((resolve) => onceEither(body, resolve))
    },
  }
}

function onceEither(body: PassThrough, resolve: () => void): void {
  body.once('drain', resolve)
  body.once('close', resolve)
}
