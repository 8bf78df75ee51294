import type { Refusal } from '@hotseat/core'
import type { Clock } from '../ports.ts'

/** Bounds by key: so many at once, and that many more flow in during ten seconds. */
export type LeakyBuckets = {
  /** Counts one and lets it in: null. Else `rate.limited`, with when there is room again. */
  enter(key: string, most: number): Refusal | null
}

const windowMs = 10_000
/** More buckets are not kept; of those the one that was used longest ago is the first to go, and has run empty by then. */
const mostBuckets = 20_000

/** How full a bucket was; it runs empty evenly, within the window. */
type Bucket = { readonly level: number; readonly at: number }

/** Buckets in memory: each node bounds what comes to it. */
export function createLeakyBuckets(clock: Pick<Clock, 'now'>): LeakyBuckets {
  const buckets = new Map<string, Bucket>()
  return {
    enter(key, most) {
      const now = clock.now()
      const { level, at } = buckets.get(key) ?? { level: 0, at: now }
      const left = Math.max(0, level - (Math.max(0, now - at) * most) / windowMs)
      const isFull = left + 1 > most
      // What is refused does not count: nobody is kept out for longer than the flood lasts.
      buckets.delete(key)
      buckets.set(key, { level: isFull ? left : left + 1, at: now })
      const [oldest] = buckets.keys()
      if (buckets.size > mostBuckets && oldest !== undefined) buckets.delete(oldest)
      if (!isFull) return null
      return { code: 'rate.limited', facts: { retryAfterMs: Math.ceil(((left + 1 - most) * windowMs) / most) } }
    },
  }
}
