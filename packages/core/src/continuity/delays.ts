import { type ContinuitySettings, continuityLimits } from './settings.ts'

const { pollCapMs, backoffBaseMs, backoffCapMs, slotCapMs } = continuityLimits

/** A restart is over within so many echoes; what lasts longer is asked for less often. */
const eagerEchoes = 4

/** How long to pause after the `attempt`th failed echo: 50 to 90 % of an interval that grows to 15 s (PR1). */
export function pollDelayMs(attempt: number, random: number, settings: ContinuitySettings): number {
  const growth = 1.2 ** Math.max(0, attempt - eagerEchoes)
  const interval = Math.max(settings.echoIntervalMs, Math.min(pollCapMs, settings.echoIntervalMs * growth))
  return Math.round(interval * (0.5 + 0.4 * random))
}

/** Full jitter after the `attempt`th failure of a server that answers echoes (RE6). */
export function backoffDelayMs(attempt: number, random: number): number {
  return Math.round(random * Math.min(backoffCapMs, backoffBaseMs * 2 ** Math.min(attempt, 10)))
}

/** A slot the server gave: never earlier, at most a tenth later, bounded (PR3, PR4, PR7). */
export function slotDelayMs(waitMs: number, random: number): number {
  return Math.round(Math.min(slotCapMs, waitMs) * (1 + random / 10))
}
