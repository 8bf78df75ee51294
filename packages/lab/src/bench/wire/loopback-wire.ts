import { accepted, type RefusalCode, type Result, refused } from '@hotseat/core'
import { type OperationName, operations, type ServerFrame } from '@hotseat/protocol'
import type { DeskWire, FeedSocket } from '../../device/desk-wire.ts'
import { headersOf, type Seat, type Site } from '../loads/seat.ts'
import { encodeRequest, type HttpConnection, openHttpConnection, type RawAnswer } from './http-connection.ts'
import { encodeTextFrame, openRawSocket, type RawSocket } from './socket-frames.ts'

/** The way of one real desk to a server on this machine: a connection that the echo opens and the resume goes over, too. */
export function createLoopbackWire(site: Site, seat: Seat): DeskWire {
  let kept: HttpConnection | null = null

  async function call<N extends OperationName>(name: N, input: { body?: unknown }): Promise<Result<never>> {
    const { method, path } = operations[name]
    const connection = kept ?? (await openHttpConnection(site.port))
    // One request at a time: a desk has never more than one in flight, and whoever asks meanwhile gets a line of their own.
    kept = null
    try {
      const answer = await connection.send(encodeRequest(method, path, headersOf(site, seat), input.body))
      const cookie = /^set-cookie: ([^;\r\n]+)/im.exec(answer.head)?.[1]
      if (cookie !== undefined) seat.cookie = cookie
      if (name === 'echo') kept = connection
      return resultOf(answer)
    } finally {
      if (kept !== connection) connection.close()
    }
  }
  return { call, openFeed: (offset, listener) => openFeed(site, seat, offset, listener) }
}

type Problem = { readonly code: RefusalCode; readonly facts?: Record<string, string>; readonly retryAfterMs?: number }

/** The server's own documents, believed as they are. */
function resultOf(answer: RawAnswer): Result<never> {
  if (answer.status === 200) return accepted(JSON.parse(answer.body) as never)
  const { code, facts, retryAfterMs } = JSON.parse(answer.body) as Problem
  return refused(code, { facts: { ...facts, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) } })
}

function openFeed(
  site: Site,
  seat: Seat,
  offset: number,
  listener: { onFrame(frame: ServerFrame): void; onClose(): void },
): FeedSocket {
  let opened: RawSocket | null = null
  let closed = false
  openRawSocket(site.port, `/v1/feed?offset=${offset}`, headersOf(site, seat)).then(
    (socket) => {
      if (closed) return socket.close()
      opened = socket
      socket.onClose(() => {
        opened = null
        if (!closed) listener.onClose()
      })
      socket.onText((text) => listener.onFrame(JSON.parse(text) as ServerFrame))
    },
    () => {
      if (!closed) listener.onClose()
    },
  )
  return {
    send(frame) {
      opened?.write(encodeTextFrame(JSON.stringify(frame)))
      return opened !== null
    },
    close() {
      closed = true
      opened?.close()
    },
  }
}
