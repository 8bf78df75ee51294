import type { WebSocket } from 'ws'
import type { ChatApiParts } from './chat-api-parts.ts'
import { createChatAudience } from './chat-audience.ts'
import { ChatConnection, type ChatFeedParts, type LineFrom } from './chat-connection.ts'

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
export type ChatSockets = {
  /** Takes an open socket; it says within ten seconds who it is. */
  take(socket: WebSocket, from: LineFrom): Pick<ChatConnection, 'caller'>
  isDraining(): boolean
  /** Sends the widgets to other nodes; who comes here again is answered as ever. */
  dismiss(): void
  drain(): Promise<void>
  close(): void
}

/** What widgets are told, and how long their sockets stand (spec CH20 to CH22). */
export function createChatSockets(parts: ChatApiParts, own: ChatFeedParts): ChatSockets {
  const { clock } = parts.deps
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

  function dismiss(): void {
    const stepMs = drainOverMs / Math.max(connections.size, 50)
    for (const [place, connection] of [...connections].entries()) connection.line.bye('draining', Math.round(place * stepMs))
  }

  return {
    take(socket, from) {
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
      return connection
    },
    isDraining: () => draining,
    dismiss,
    async drain() {
      draining = true
      dismiss()
      if (connections.size > 0) await new Promise<void>((resolve) => (onEmpty = resolve))
    },
    close() {
      cancel()
      for (const connection of connections) connection.line.cut()
    },
  }
}
