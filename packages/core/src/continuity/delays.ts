import { type ContinuitySettings, continuityLimits } from './settings.ts'

const { pollCapMs, backoffBaseMs, backoffCapMs, slotCapMs } = continuityLimits

/** How long to pause after the `attempt`th failed echo: ± 50 % of an interval that grows to 15 s (PR1). */
export function pollDelayMs(attempt: number, random: number, settings: ContinuitySettings): number {
  const interval = Math.max(settings.echoIntervalMs, Math.min(pollCapMs, settings.echoIntervalMs * 1.2 ** (attempt - 1)))
  return Math.round(interval * (0.5 + random))
}

/** Full jitter after the `attempt`th failure of a server that answers echoes (RE6). */
export function backoffDelayMs(attempt: number, random: number): number {
  return Math.round(random * Math.min(backoffCapMs, backoffBaseMs * 2 ** Math.min(attempt, 10)))
}

/** A slot the server gave: never earlier, at most a tenth later, bounded (PR3, PR4, PR7). */
export function slotDelayMs(waitMs: number, random: number): number {
  return Math.round(Math.min(slotCapMs, waitMs) * (1 + random / 10))
}
