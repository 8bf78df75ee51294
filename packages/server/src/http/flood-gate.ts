import type { Refusal } from '@hotseat/core'
import { type Operation, type OperationName, operations } from '@hotseat/protocol'
import { networkOf } from '../network-of.ts'
import type { Clock } from '../ports.ts'

/** Calls that cost much and need no session, or look at a password; those of one kind share one bound. */
export type FloodKind = 'passwords' | 'activations' | 'resumes'
/** How many calls of a kind one network may make at once; that many more flow in during ten seconds. */
export type FloodLimits = Readonly<Record<FloodKind, number>>

/** Stands in front of what a flood of anonymous calls would overload, whichever API they come by (spec HT22, CP8). */
export type FloodGate = {
  /** Counts a call of this operation and lets it in: null. Else `rate.limited`, with when there is room again. */
  enter(name: OperationName, address: string): Refusal | null
}

const windowMs = 10_000
/**
 * A whole contact centre can sit behind one address and come back at once (S-18), so these bounds only stop floods; guessing
 * is stopped by the lockout and its budgets.
 */
const usual: FloodLimits = { passwords: 3_000, activations: 300, resumes: 30_000 }
/** More buckets are not kept; of those the one that was used longest ago is the first to go, and has run empty by then. */
const mostBuckets = 20_000

/** How full a network's bucket was; it runs empty evenly, within the window. */
type Bucket = { readonly level: number; readonly at: number }

/** A gate that counts in memory: each node bounds what comes to it. Messages of sockets pass it too, so it is no hook of HTTP. */
export function createFloodGate(clock: Pick<Clock, 'now'>, limits: FloodLimits = usual): FloodGate {
  const buckets = new Map<string, Bucket>()
  return {
    enter(name, address) {
      const kind = kindOf(name)
      if (kind === null) return null
      const key = `${kind} ${networkOf(address)}`
      const most = limits[kind]
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

function kindOf(name: OperationName): FloodKind | null {
  const row: Operation = operations[name]
  if (row.passwords) return 'passwords'
  if (name === 'activate') return 'activations'
  return name === 'resume' ? 'resumes' : null
}
