import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { once } from 'node:events'
import { type WebSocket, WebSocketServer } from 'ws'
import { serveCommands } from '../worker.ts'

let verifying: { key: KeyObject; message: Buffer; signature: Buffer } | null = null
const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false })
const listening = once(server, 'listening')

server.on('connection', (socket: WebSocket) => {
  if (verifying !== null) {
    const { key, message, signature } = verifying
    socket.send(verify('sha256', message, { key, dsaEncoding: 'ieee-p1363' }, signature) ? 'hello' : 'refused')
  }
  socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }))
})

/** The limit of sockets: the bare `ws` server, which echoes, and may check one P-256 signature a connection. */
const commands = {
  async listen() {
    await listening
    const address = server.address()
    return typeof address === 'object' && address !== null ? address.port : 0
  },
  /** From now on each connection costs one verification and is greeted. The key is parsed once: that is the limit. */
  async verifyEach(proof: { key: { x: string; y: string }; message: string; signature: string }) {
    verifying = {
      key: createPublicKey({ key: { kty: 'EC', crv: 'P-256', ...proof.key }, format: 'jwk' }),
      message: Buffer.from(proof.message),
      signature: Buffer.from(proof.signature, 'base64url'),
    }
  },
}
export type WebSocketPeer = typeof commands
serveCommands(commands)
