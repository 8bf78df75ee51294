import { connect, type Socket } from 'node:net'

/** An answer as far as a load generator reads it. */
export type RawAnswer = { readonly status: number; readonly head: string; readonly body: string }

/**
 * One keep-alive connection that sends ready-made bytes and reads answers by `Content-Length`. A load generator must
 * cost less than what it measures, on the same two cores; a full HTTP client costs as much as the server.
 */
export interface HttpConnection {
  /** One request at a time. Rejects when the connection is lost. */
  send(request: Buffer): Promise<RawAnswer>
  /** Servers close what is idle for some seconds. */
  isOpen(): boolean
  close(): void
}

/** Connects to the port on the loopback address. */
export function openHttpConnection(port: number): Promise<HttpConnection> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    socket.once('error', reject)
    socket.once('connect', () => {
      socket.off('error', reject)
      resolve(overSocket(socket))
    })
  })
}

/** The bytes of a request; the body is JSON. */
export function encodeRequest(method: string, path: string, headers: Readonly<Record<string, string>>, body?: unknown): Buffer {
  const text = body === undefined ? '' : JSON.stringify(body)
  const lines = [`${method} ${path} HTTP/1.1`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)]
  if (body !== undefined) lines.push('content-type: application/json', `content-length: ${Buffer.byteLength(text)}`)
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${text}`)
}

function overSocket(socket: Socket): HttpConnection {
  let pending: { resolve: (answer: RawAnswer) => void; reject: (error: Error) => void } | null = null
  let received: Buffer = Buffer.alloc(0)
  const fail = (error: Error) => {
    pending?.reject(error)
    pending = null
  }
  socket.on('error', fail)
  socket.on('close', () => fail(new Error('connection closed')))
  socket.on('data', (chunk) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk])
    const answer = parseAnswer(received)
    if (answer === null) return
    received = Buffer.alloc(0)
    const asked = pending
    pending = null
    asked?.resolve(answer)
  })
  return {
    send: (request) =>
      new Promise((resolve, reject) => {
        if (socket.destroyed) return reject(new Error('connection closed'))
        pending = { resolve, reject }
        socket.write(request)
      }),
    isOpen: () => !socket.destroyed && !socket.readableEnded,
    close: () => socket.destroy(),
  }
}

/** The whole answer, or null while it is incomplete. Chunked answers are not read: the server sends none of them here. */
export function parseAnswer(received: Buffer): RawAnswer | null {
  const headEnd = received.indexOf('\r\n\r\n')
  if (headEnd === -1) return null
  const head = received.toString('latin1', 0, headEnd)
  const length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0)
  const bodyStart = headEnd + 4
  if (received.length < bodyStart + length) return null
  return { status: Number(head.slice(9, 12)), head, body: received.toString('utf8', bodyStart, bodyStart + length) }
}
