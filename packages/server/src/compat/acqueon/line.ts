import type { WebSocket } from 'ws'
import { maxUnreadBytes } from '../../feed/feed-socket.ts'
import type { Clock } from '../../ports.ts'
import { type BusEvent, encodeEvent } from './envelope.ts'

/** So long a client may take to answer our close before the line is cut. */
const closingMs = 1_000

/** Why a line is closed, with the code of RFC 6455. */
export const closings = {
  ended: 1008,
  flood: 1008,
  unregistered: 1008,
  anonymous: 1008,
  crowded: 1008,
  restart: 1012,
  slow: 1013,
  unavailable: 1013,
} as const
export type Closing = keyof typeof closings

/** The sending side of a socket: bounded, and closed with a reason. */
export type Line = {
  /** Sends an event unless the client does not read: then the line is closed. */
  send(event: BusEvent): void
  /** Sends events one after another, each when the one before is on its way, however large they are. */
  sendAll(events: readonly BusEvent[]): Promise<void>
  ping(): void
  close(why: Closing): void
  cut(): void
  isOpen(): boolean
}

export function createLine(socket: WebSocket, { after }: Clock): Line {
  const isOpen = () => socket.readyState === socket.OPEN

  function close(why: Closing): void {
    if (!isOpen()) {
      socket.terminate()
      return
    }
    socket.close(closings[why], why)
    const cancel = after(closingMs, () => socket.terminate())
    socket.once('close', cancel)
  }

  return {
    isOpen,
    close,
    cut: () => socket.terminate(),
    ping: () => {
      if (isOpen()) socket.ping()
    },
    send(event) {
      if (!isOpen()) return
      if (socket.bufferedAmount > maxUnreadBytes) return close('slow')
      socket.send(encodeEvent(event))
    },
    async sendAll(events) {
      for (const event of events) {
        if (!isOpen()) return
        await new Promise<void>((resolve) => socket.send(encodeEvent(event), () => resolve()))
      }
    },
  }
}
