import type { refusals } from '@hotseat/core'
import type { ByeReason } from '@hotseat/protocol'
import type { WebSocket } from 'ws'
import { encodeFrame } from './frames.ts'

/** More than this unread, and the client is too slow to be live: it comes back and replays (S-33). */
export const maxUnreadBytes = 1024 * 1024
/** So long a client may take to answer our close before the line is cut. */
const closingMs = 1_000

/** RFC 6455 close codes: what a client that reads no `bye` may conclude. */
const closeCodes: Readonly<Record<ByeReason, number>> = {
  draining: 1012,
  ended: 1008,
  slow: 1013,
  protocol: 1008,
  unauthorised: 1008,
}

/** What goes with a goodbye. */
export type Bye = { readonly reason: ByeReason; readonly waitMs?: number; readonly code?: keyof typeof refusals }

/** Sends a frame unless the client does not read; answers whether it went out. */
export function sendFrame(socket: WebSocket, frame: string): boolean {
  if (socket.readyState !== socket.OPEN) return true
  if (socket.bufferedAmount > maxUnreadBytes) return false
  socket.send(frame)
  return true
}

/** Says why, then closes; a client that does not close its side is cut off. */
export function sayBye(socket: WebSocket, bye: Bye, after: (delayMs: number, task: () => void) => () => void): void {
  if (socket.readyState !== socket.OPEN) {
    socket.terminate()
    return
  }
  socket.send(encodeFrame({ type: 'bye', ...bye }))
  socket.close(closeCodes[bye.reason], bye.reason)
  const cancel = after(closingMs, () => socket.terminate())
  socket.once('close', cancel)
}
