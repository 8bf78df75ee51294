import { type AttemptCounter, type AttemptPolicy, addFailure, attemptsAt } from './attempt-counter.ts'

/** May a password be verified? `wait`: others are being verified; ask again, at the latest at `untilAt`. */
export type PermitAnswer = {
  /** To be stored, whatever the answer. */
  readonly counter: AttemptCounter
  /** Leases that ran out were the last failures allowed: this call found it first and tells it (`signIn.blocked`). */
  readonly becameBlocked: boolean
} & (
  | { readonly kind: 'granted'; readonly untilAt: number }
  | { readonly kind: 'blocked'; readonly untilAt: number }
  | { readonly kind: 'wait'; readonly untilAt: number }
)

/**
 * Asks to verify one password (S-10). Granted only while failures and attempts in flight together stay within the
 * maximum: so the last failure allowed is alone in flight, and nothing verified later can exceed or undo the block.
 * Asking again with a permit that is held grants it again.
 */
export function askPermit(counter: AttemptCounter, permitId: string, policy: AttemptPolicy, now: number): PermitAnswer {
  const current = attemptsAt(counter, policy, now)
  const becameBlocked = isNewBlock(counter, current)
  if (current.blockedUntil !== null) {
    return { kind: 'blocked', counter: current, becameBlocked, untilAt: current.blockedUntil }
  }
  const held = current.permits.find(({ id }) => id === permitId)
  if (held !== undefined) return { kind: 'granted', counter: current, becameBlocked, untilAt: held.until }
  if (current.failures + current.permits.length >= policy.maxFailures) {
    return { kind: 'wait', counter: current, becameBlocked, untilAt: Math.min(...current.permits.map(({ until }) => until)) }
  }
  const untilAt = now + policy.permitLeaseMs
  const permits = [...current.permits, { id: permitId, until: untilAt }]
  return { kind: 'granted', counter: { ...current, permits }, becameBlocked, untilAt }
}

/** What became of an attempt. */
export type Settlement = {
  readonly counter: AttemptCounter
  readonly becameBlocked: boolean
  /**
   * The outcome came after the lease and was counted as a failure already, or during a block: it changes nothing, and
   * the password must not be accepted even if it fits (spec LO7).
   */
  readonly late: boolean
}

/** Tells the outcome of a verification: one that fits clears the failures, one that does not is one failure more. */
export function settlePermit(
  counter: AttemptCounter,
  permitId: string,
  fits: boolean,
  policy: AttemptPolicy,
  now: number,
): Settlement {
  const current = attemptsAt(counter, policy, now)
  const isHeld = current.permits.some(({ id }) => id === permitId)
  const left = releasePermit(current, permitId)
  if (!isHeld || current.blockedUntil !== null) {
    return { counter: left, becameBlocked: isNewBlock(counter, current), late: true }
  }
  const settled = fits ? { ...left, failures: 0 } : addFailure(left, policy, now)
  return { counter: settled, becameBlocked: isNewBlock(counter, settled), late: false }
}

/** Gives a permit back whose password was never evaluated: overload, a session limit, a lost store (S-16). */
export function releasePermit(counter: AttemptCounter, permitId: string): AttemptCounter {
  return { ...counter, permits: counter.permits.filter(({ id }) => id !== permitId) }
}

/** An administrator lifts the block: the failures are forgotten, the attempts in flight still count (spec LO12). */
export function liftBlock(counter: AttemptCounter): AttemptCounter {
  return { ...counter, failures: 0, blockedUntil: null }
}

function isNewBlock(before: AttemptCounter, after: AttemptCounter): boolean {
  return after.blockedUntil !== null && after.blockedUntil !== before.blockedUntil
}
