import { WebSocketServer } from 'ws'
import { refusalOf } from '../../http/error-handler.ts'
import { Refused } from '../../http/problem.ts'
import { answerRaw } from '../../http/raw-answer.ts'
import type { AdapterParts, VendorSocket } from '../adapter.ts'
import type { ChatSockets } from './chat-sockets.ts'
import { originOf } from './cors.ts'

/** The largest frame a widget may send (S-33). */
const maxFrameBytes = 64 * 1024

/** `/chat/v1/feed`: a listed page's request becomes a socket. */
export function createChatFeed(parts: AdapterParts, sockets: ChatSockets): VendorSocket {
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: maxFrameBytes,
  })
  return (request, line, head) => {
    line.on('error', () => line.destroy())
    try {
      if (sockets.isDraining()) throw new Refused({ code: 'server.draining' })
      const from = { origin: originOf(request.headers, parts), address: request.socket.remoteAddress ?? '' }
      if (!parts.chatOrigins.has(from.origin)) throw new Refused({ code: 'chat.origin' })
      server.handleUpgrade(request, line, head, (socket) => void sockets.take(socket, from))
    } catch (error) {
      answerRaw(line, refusalOf(error), parts.own.secure)
    }
  }
}
