import type { ServerResponse } from 'node:http'
import type { Clock } from '../../ports.ts'

/** Whoever takes nothing for so long is taken for gone; one who comes back asks for the rest by a range (spec RC41). */
const idleMs = 60_000
const lookEveryMs = 10_000

/** Cuts the line of an answer whose reader takes nothing, though there is something to take. */
export function endIdleReader(response: ServerResponse, clock: Clock): void {
  const { socket } = response
  if (socket === null) return
  let taken = 0
  let movedAt = clock.now()
  let cancel = clock.after(lookEveryMs, look)
  response.once('close', () => cancel())

  function look(): void {
    if (socket === null) return
    const now = socket.bytesWritten - socket.writableLength
    if (now !== taken || socket.writableLength === 0) movedAt = clock.now()
    taken = now
    if (clock.now() - movedAt >= idleMs) socket.destroy()
    else cancel = clock.after(lookEveryMs, look)
  }
}
