import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'

/**
 * A WebSocket reduced to what a load generator needs (RFC 6455): the handshake, ready-made text frames out, and a
 * count and the text of frames in.
 */
export interface RawSocket {
  write(frame: Buffer): void
  onText(listener: (text: string) => void): void
  onClose(listener: () => void): void
  close(): void
}

/** Opens `path` on the loopback port; rejects unless the server answers 101. */
export function openRawSocket(port: number, path: string, headers: Readonly<Record<string, string>>): Promise<RawSocket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    let received: Buffer = Buffer.alloc(0)
    const onData = (chunk: Buffer) => {
      received = Buffer.concat([received, chunk])
      const headEnd = received.indexOf('\r\n\r\n')
      if (headEnd === -1) return
      socket.off('data', onData)
      const status = received.toString('latin1', 9, 12)
      if (status !== '101') {
        socket.destroy()
        reject(new Error(`handshake answered ${status}`))
        return
      }
      resolve(overSocket(socket, received.subarray(headEnd + 4)))
    }
    socket.on('data', onData)
    socket.on('error', reject)
    socket.on('close', () => reject(new Error('connection closed')))
    socket.write(encodeHandshake(path, headers))
  })
}

/** The bytes of a handshake; the key is fresh, as the RFC wants it. */
export function encodeHandshake(path: string, headers: Readonly<Record<string, string>>): Buffer {
  const lines = [
    `GET ${path} HTTP/1.1`,
    'connection: Upgrade',
    'upgrade: websocket',
    'sec-websocket-version: 13',
    `sec-websocket-key: ${randomBytes(16).toString('base64')}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ]
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`)
}

/** A masked text frame with the mask 0, which leaves the payload readable; at most 65,535 bytes. */
export function encodeTextFrame(text: string): Buffer {
  const payload = Buffer.from(text)
  const isShort = payload.length < 126
  const head = isShort ? [0x81, 0x80 | payload.length] : [0x81, 0x80 | 126, payload.length >> 8, payload.length & 255]
  return Buffer.concat([Buffer.from([...head, 0, 0, 0, 0]), payload])
}

/** One frame from a server (never masked), or null while it is incomplete. */
export function parseFrame(received: Buffer): { opcode: number; payload: Buffer; size: number } | null {
  const [first, second] = received
  if (first === undefined || second === undefined) return null
  let length = second & 127
  let start = 2
  if (length === 126) {
    if (received.length < 4) return null
    length = received.readUInt16BE(2)
    start = 4
  } else if (length === 127) {
    if (received.length < 10) return null
    length = Number(received.readBigUInt64BE(2))
    start = 10
  }
  if (received.length < start + length) return null
  return { opcode: first & 15, payload: received.subarray(start, start + length), size: start + length }
}

function overSocket(socket: Socket, rest: Buffer): RawSocket {
  let received: Buffer = Buffer.alloc(0)
  let onText: (text: string) => void = () => undefined
  let onClose: () => void = () => undefined
  const early: string[] = []
  let isListening = false
  const take = (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk])
    for (let frame = parseFrame(received); frame !== null; frame = parseFrame(received)) {
      received = received.subarray(frame.size)
      if (frame.opcode === 1) {
        const text = frame.payload.toString('utf8')
        if (isListening) onText(text)
        else early.push(text)
      } else if (frame.opcode === 8) socket.destroy()
      else if (frame.opcode === 9) socket.write(pongFrame)
    }
  }
  socket.on('data', take)
  socket.on('error', () => undefined)
  socket.on('close', () => onClose())
  take(rest)
  return {
    write: (frame) => {
      socket.write(frame)
    },
    onText: (listener) => {
      onText = listener
      isListening = true
      for (const text of early.splice(0)) listener(text)
    },
    onClose: (listener) => {
      onClose = listener
    },
    close: () => socket.destroy(),
  }
}

/** An empty masked pong: the answer to a server's protocol ping. */
const pongFrame = Buffer.from([0x8a, 0x80, 0, 0, 0, 0])
