import { longestSkewMs } from '../server/sim-server.ts'
import type { Invariant } from './invariant.ts'

/** The defaults of the preferences `lockout.maxFailures` and `lockout.durationMs`. */
const policy = { maxFailures: 5, durationMs: 300_000 } as const
/** A node that is behind may begin a block, and one that is ahead see its end, so much earlier (S-11). */
const skewMs = 2 * longestSkewMs

/** I2: an account's counter sees at most five wrong passwords compared in a lock window, whatever happens between them. */
export function createLockout(): Invariant {
  const wrong = new Map<string, number[]>()
  const fitted = new Set<string>()

  return {
    id: 'I2',
    see(entry) {
      if (entry.kind === 'counted') {
        // The failures are forgotten for a right password only, once that is durable.
        if (entry.failures === 0 && fitted.delete(entry.key)) wrong.delete(entry.key)
        return null
      }
      if (entry.kind === 'unblocked') wrong.delete(entry.key)
      if (entry.kind !== 'verified') return null
      if (entry.fits) {
        fitted.add(entry.key)
        return null
      }
      const recent = (wrong.get(entry.key) ?? []).filter((at) => at > entry.at - policy.durationMs + skewMs)
      recent.push(entry.at)
      wrong.set(entry.key, recent)
      return recent.length > policy.maxFailures
        ? `${recent.length} wrong passwords were compared for one account within ${policy.durationMs / 1_000} s`
        : null
    },
  }
}
