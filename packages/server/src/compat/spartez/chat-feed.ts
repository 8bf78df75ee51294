import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { refusalOf } from '../../http/error-handler.ts'
import { Refused } from '../../http/problem.ts'
import { answerRaw } from '../../http/raw-answer.ts'
import type { AdapterParts } from '../adapter.ts'
import { createChatAudience } from './chat-audience.ts'
import { ChatConnection, type ChatFeedParts } from './chat-connection.ts'
import { originOf } from './cors.ts'

/** The largest frame a widget may send (S-33). */
const maxFrameBytes = 64 * 1024
/** So long a widget may take to say who it is. */
const authWithinMs = 10_000
/** How often the sockets are looked over. */
const everyMs = 1_000
/** After so long without a frame a widget is asked for a sign of life, after twice that it is dead (spec CH21). */
const silentMs = 15_000
/** Access is checked again at least once a minute, should an event ever not reach this node (S-33). */
const recheckMs = 50_000
/** A drained node's widgets are told to come back over this time, one after another. */
const drainOverMs = 5_000

/** The widgets' sockets on this node. */
export type ChatFeed = {
  open(request: IncomingMessage, line: Duplex, head: Buffer): void
  drain(): Promise<void>
  close(): void
}

/** `/chat/v1/feed` (spec CH20 to CH22). */
export function createChatFeed(parts: AdapterParts, own: ChatFeedParts): ChatFeed {
  const { clock } = parts.deps
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: maxFrameBytes,
  })
  const connections = new Set<ChatConnection>()
  const audience = createChatAudience()
  let draining = false
  let onEmpty: () => void = () => undefined

  parts.hub.onEvent(audience.onEvent)
  parts.whispers.hear((whisper) => {
    if (whisper.to === 'customer')
      audience.tell(whisper.conversationId, { type: 'typing', conversationId: whisper.conversationId })
  })

  function sweep(): void {
    const now = clock.now()
    for (const connection of connections) {
      const silence = now - connection.heardAt
      if (silence > 2 * silentMs) connection.line.cut()
      else if (silence > silentMs) connection.line.ping()
      const { caller } = connection
      if (caller === null) continue
      if (caller.session.expiresAt <= now || now - connection.checkedAt >= recheckMs) connection.recheck()
      else connection.tellPlaces()
    }
    cancel = clock.after(everyMs, sweep)
  }
  let cancel = clock.after(everyMs, sweep)

  return {
    open(request, line, head) {
      line.on('error', () => line.destroy())
      try {
        if (draining) throw new Refused({ code: 'server.draining' })
        const from = { origin: originOf(request.headers, parts), address: request.socket.remoteAddress ?? '' }
        if (!parts.chatOrigins.has(from.origin)) throw new Refused({ code: 'chat.origin' })
        server.handleUpgrade(request, line, head, (socket) => {
          // A frame that is too large, or no frame at all: `ws` has closed the socket already.
          socket.on('error', () => socket.terminate())
          const connection = new ChatConnection(socket, from, parts, own, audience)
          connections.add(connection)
          const cancelWait = clock.after(authWithinMs, () => connection.hasAuth || connection.line.bye('chat.session'))
          socket.once('close', () => {
            cancelWait()
            connections.delete(connection)
            if (connections.size === 0) onEmpty()
          })
        })
      } catch (error) {
        answerRaw(line, refusalOf(error), parts.own.secure)
      }
    },
    async drain() {
      draining = true
      const stepMs = drainOverMs / Math.max(connections.size, 50)
      for (const [place, connection] of [...connections].entries()) connection.line.bye('draining', Math.round(place * stepMs))
      if (connections.size > 0) await new Promise<void>((resolve) => (onEmpty = resolve))
    },
    close() {
      cancel()
      for (const connection of connections) connection.line.cut()
    },
  }
}
