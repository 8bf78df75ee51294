import type { Clock } from './world.ts'

const marginMs = 60_000
const soonestMs = 30_000
const latestMs = 240_000

/** Asks for a new access token before the old one runs out. */
export interface Renewal {
  /** `expiresAt` is the server's time; a client whose clock is wrong renews too early, never too late. */
  schedule(expiresAt: number): void
  cancel(): void
}

/** A renewal on the client's clock. */
export function createRenewal(clock: Clock, renew: () => void): Renewal {
  let cancel: () => void = () => undefined
  return {
    schedule(expiresAt) {
      cancel()
      const delayMs = Math.min(latestMs, Math.max(soonestMs, expiresAt - clock.now() - marginMs))
      cancel = clock.after(delayMs, renew)
    },
    cancel: () => cancel(),
  }
}
