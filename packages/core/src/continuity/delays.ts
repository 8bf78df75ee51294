import { type ContinuitySettings, continuityLimits } from './settings.ts'

const { backoffBaseMs, backoffCapMs, slotCapMs } = continuityLimits

/** A restart is over within so many echoes. */
const eagerEchoes = 4

/**
 * How long to pause after the `attempt`th failed echo (PR1): 50 to 90 % of the interval while a restart may be all it is,
 * then the interval ± 10 %, however long the server is away.
 */
export function pollDelayMs(attempt: number, random: number, { echoIntervalMs }: ContinuitySettings): number {
  const share = attempt <= eagerEchoes ? 0.5 + 0.4 * random : 0.9 + 0.2 * random
  return Math.round(echoIntervalMs * share)
}

/** Full jitter after the `attempt`th failure of a server that answers echoes (RE6). */
export function backoffDelayMs(attempt: number, random: number): number {
  return Math.round(random * Math.min(backoffCapMs, backoffBaseMs * 2 ** Math.min(attempt, 10)))
}

/** A slot the server gave: never earlier, at most a tenth later, bounded (PR3, PR4, PR7). */
export function slotDelayMs(waitMs: number, random: number): number {
  return Math.round(Math.min(slotCapMs, waitMs) * (1 + random / 10))
}
