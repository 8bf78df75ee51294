import type { ChatServerFrame } from '@hotseat/protocol'
import type { WebSocket } from 'ws'
import { maxUnreadBytes } from '../../feed/feed-socket.ts'
import type { Clock } from '../../ports.ts'
import { encodeChatFrame } from './chat-frames.ts'

/** So long a client may take to answer our close before the line is cut. */
const closingMs = 1_000

/** RFC 6455 close codes; whatever else is a session that is over. */
const closeCodes: Readonly<Record<string, number>> = { draining: 1012, slow: 1013, protocol: 1008 }

/** The sending side of a widget's socket: bounded, and closed with a reason. */
export type ChatLine = {
  send(frame: ChatServerFrame): void
  /** `reason`: one of the feed's, or the code of a refusal. */
  bye(reason: string, waitMs?: number): void
  isOpen(): boolean
  ping(): void
  cut(): void
}

export function createChatLine(socket: WebSocket, { after }: Pick<Clock, 'after'>): ChatLine {
  let hasSaidBye = false
  const isOpen = () => socket.readyState === socket.OPEN && !hasSaidBye

  function bye(reason: string, waitMs?: number): void {
    if (!isOpen()) return
    hasSaidBye = true
    socket.send(encodeChatFrame({ type: 'bye', reason, ...(waitMs !== undefined && { waitMs }) }))
    socket.close(closeCodes[reason] ?? 1008, reason)
    const cancel = after(closingMs, () => socket.terminate())
    socket.once('close', cancel)
  }

  return {
    bye,
    isOpen,
    send(frame) {
      if (!isOpen()) return
      if (socket.bufferedAmount > maxUnreadBytes) bye('slow')
      else socket.send(encodeChatFrame(frame))
    },
    ping() {
      if (isOpen()) socket.ping()
    },
    cut: () => socket.terminate(),
  }
}
