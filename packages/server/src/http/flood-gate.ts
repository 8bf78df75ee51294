import type { Refusal } from '@hotseat/core'
import { type Operation, type OperationName, operations } from '@hotseat/protocol'
import { networkOf } from '../network-of.ts'
import type { Clock } from '../ports.ts'
import { createLeakyBuckets } from './leaky-buckets.ts'

/** Calls that cost much and need no session, or look at a password; those of one kind share one bound. */
export type FloodKind = 'passwords' | 'activations' | 'resumes'
/** How many calls of a kind one network may make at once; that many more flow in during ten seconds. */
export type FloodLimits = Readonly<Record<FloodKind, number>>

/** Stands in front of what a flood of anonymous calls would overload, whichever API they come by (spec HT22, CP8). */
export type FloodGate = {
  /** Counts a call of this operation and lets it in: null. Else `rate.limited`, with when there is room again. */
  enter(name: OperationName, address: string): Refusal | null
}

/**
 * A whole contact centre can sit behind one address and come back at once (S-18), so these bounds only stop floods; guessing
 * is stopped by the lockout and its budgets.
 */
const usual: FloodLimits = { passwords: 3_000, activations: 300, resumes: 30_000 }
/** A gate that counts in memory: each node bounds what comes to it. Messages of sockets pass it too, so it is no hook of HTTP. */
export function createFloodGate(clock: Pick<Clock, 'now'>, limits: FloodLimits = usual): FloodGate {
  const buckets = createLeakyBuckets(clock)
  return {
    enter(name, address) {
      const kind = kindOf(name)
      return kind === null ? null : buckets.enter(`${kind} ${networkOf(address)}`, limits[kind])
    },
  }
}

function kindOf(name: OperationName): FloodKind | null {
  const row: Operation = operations[name]
  if (row.passwords) return 'passwords'
  if (name === 'activate') return 'activations'
  return name === 'resume' || name === 'recorderSignIn' ? 'resumes' : null
}
