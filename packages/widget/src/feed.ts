import type { Socket } from '@hotseat/browser'
import type { ChatClientFrame, ChatServerFrame } from '@hotseat/protocol'
import { parseFrame } from './parse-answer.ts'
import type { World } from './world.ts'

/** What the feed needs to know, and whom it tells. */
export type FeedPorts = {
  readonly origin: string
  /** The first frame: who asks, and from which numbers on. */
  readonly auth: () => Extract<ChatClientFrame, { type: 'auth' }> | null
  readonly onFrame: (frame: ChatServerFrame) => void
  readonly onClose: () => void
}

/** The socket of the feed; at most one is open, and one that was closed is never heard of again. */
export function createFeed({ openSocket }: Pick<World, 'openSocket'>, { origin, auth, onFrame, onClose }: FeedPorts) {
  let socket: Socket | null = null
  const send = (frame: ChatClientFrame) => socket?.send(JSON.stringify(frame)) ?? false
  const close = () => {
    socket?.close()
    socket = null
  }
  const closed = () => {
    socket = null
    onClose()
  }
  return {
    open(): void {
      close()
      try {
        socket = openSocket(`${origin.replace(/^http/, 'ws')}/chat/v1/feed`, {
          onOpen() {
            const first = auth()
            if (first !== null) send(first)
          },
          onText(text) {
            const frame = parseFrame(text)
            if (frame !== null) onFrame(frame)
          },
          onClose: closed,
        })
      } catch {
        // A policy of the page may refuse the address itself; that is a loss, too.
        closed()
      }
    },
    close,
    send,
  }
}
