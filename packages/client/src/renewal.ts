import type { SessionDocument } from '@hotseat/protocol'
import { isFinal } from './comeback.ts'
import type { Clock } from './world.ts'

const marginMs = 60_000
const soonestMs = 30_000
const latestMs = 240_000

export type RenewalPorts = {
  readonly clock: Clock
  /** Whether this tab renews for all, and the session goes on; while a loss is mended, the resume brings a token anyway. */
  readonly mayRenew: () => boolean
  readonly request: (signal: AbortSignal) => Promise<SessionDocument>
  readonly take: (document: SessionDocument) => void
  /** The server no longer takes the session, for the reason of this code. */
  readonly onRefused: (code: string) => void
}

/** Gets a new access token before the old one runs out. */
export interface Renewal {
  /** `expiresAt` is the server's time; a client whose clock is wrong renews too early, never too late. */
  schedule(expiresAt: number): void
  /** Nothing is asked any more, and an answer that is still under way is not taken. */
  cancel(): void
}

/** A renewal on the client's clock. One that cannot be done now is looked at again in half a minute. */
export function createRenewal({ clock, mayRenew, request, take, onRefused }: RenewalPorts): Renewal {
  let cancel: () => void = () => undefined

  function schedule(expiresAt: number): void {
    cancel()
    const pending = new AbortController()
    const delayMs = Math.min(latestMs, Math.max(soonestMs, expiresAt - clock.now() - marginMs))
    const cancelAlarm = clock.after(delayMs, () => void renew(pending.signal))
    cancel = () => {
      cancelAlarm()
      pending.abort()
    }
  }

  async function renew(signal: AbortSignal): Promise<void> {
    if (!mayRenew()) return schedule(clock.now())
    try {
      const document = await request(signal)
      if (!signal.aborted) take(document)
    } catch (error) {
      if (signal.aborted) return
      if (isFinal(error)) onRefused(error.code)
      else schedule(clock.now())
    }
  }

  return { schedule, cancel: () => cancel() }
}
