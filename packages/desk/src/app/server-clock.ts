import type { Hotseat } from '@hotseat/client'
import { machineNow } from '../real-world.ts'

let aheadMs = 0

/**
 * The server's time, as well as this machine can know it: moments in documents are the server's, and an agent's PC
 * may be minutes off. Epoch milliseconds.
 */
export function serverNow(): number {
  return machineNow() + aheadMs
}

/** How far the server's clock is ahead of this machine's, in ms. */
export function clockAheadMs(): number {
  return aheadMs
}

/** Measures the difference of the clocks with one echo, taking half the round trip off. Returns the round trip in ms. */
export async function measureServerClock(hotseat: Hotseat): Promise<number> {
  const sentAt = machineNow()
  const { time } = await hotseat.call('echo', {})
  const roundTripMs = machineNow() - sentAt
  const measured = time + roundTripMs / 2 - (sentAt + roundTripMs)
  // Below the round trip it is noise, and a time in state that jumps back looks like a fault.
  aheadMs = Math.abs(measured) > Math.max(roundTripMs, 1_000) ? measured : 0
  return roundTripMs
}
