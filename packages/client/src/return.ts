import type { Snapshot } from '@hotseat/protocol'
import type { Restored } from './hotseat.ts'
import type { Clock } from './world.ts'

/** Gathers what coming back brought, and tells it once the connection stands. */
export interface Return {
  /** A resume succeeded. */
  resumed(outcome: Restored['outcome'], awayMs: number): void
  /** The page itself was away, and this was kept for it. */
  keptFor(page: { readonly snapshot: Snapshot | null; readonly awayMs: number }): void
  /** The connection stands; `lostAt` is null when it never was lost. */
  connected(lostAt: number | null): void
  clear(): void
}

/** A return that tells `restored` at most once for each loss or page load. */
export function createReturn(clock: Clock, onRestored: (restored: Restored) => void): Return {
  let resume: { readonly outcome: Restored['outcome']; readonly awayMs: number } | null = null
  let page: { readonly snapshot: Snapshot | null; readonly awayMs: number } | null = null
  const clear = () => {
    resume = null
    page = null
  }
  return {
    resumed(outcome, awayMs) {
      resume = { outcome, awayMs }
    },
    keptFor(kept) {
      page = kept
    },
    connected(lostAt) {
      const awayMs = resume?.awayMs ?? page?.awayMs ?? (lostAt === null ? null : clock.now() - lostAt)
      if (awayMs === null) return
      const restored = { outcome: resume?.outcome ?? 'recovered', awayMs, snapshot: page?.snapshot ?? null } as const
      clear()
      onRestored(restored)
    },
    clear,
  }
}
