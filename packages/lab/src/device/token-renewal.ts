export type TokenRenewalOptions = {
  readonly clock: { now(): number; after(delayMs: number, task: () => void): () => void }
  /** While a loss is mended the resume brings a token anyway. */
  readonly mayRenew: () => boolean
  readonly renew: (isWanted: () => boolean) => void
}

/** Asks for a new access token a minute before the old one runs out; when it cannot, it looks again in half a minute. */
export interface TokenRenewal {
  schedule(expiresAt: number): void
  again(): void
  /** An answer that is still under way is not wanted any more. */
  cancel(): void
}

const marginMs = 60_000
const soonestMs = 30_000

export function createTokenRenewal({ clock, mayRenew, renew }: TokenRenewalOptions): TokenRenewal {
  let cancelAlarm: () => void = () => undefined
  let round = 0

  function schedule(expiresAt: number): void {
    cancelAlarm()
    round += 1
    const mine = round
    cancelAlarm = clock.after(Math.max(soonestMs, expiresAt - clock.now() - marginMs), () => {
      if (mayRenew()) renew(() => mine === round)
      else schedule(0)
    })
  }

  return {
    schedule,
    again: () => schedule(0),
    cancel() {
      cancelAlarm()
      round += 1
    },
  }
}
