/** How many wrong passwords block whom, for how long. Durations in milliseconds. */
export type AttemptPolicy = {
  readonly maxFailures: number
  readonly durationMs: number
  /** How long a granted attempt may take; afterwards it counts as failed (spec LO6). */
  readonly permitLeaseMs: number
}

/** The consecutive failures of one account (or unknown name) on one kind of device, and the attempts in flight. */
export type AttemptCounter = {
  readonly failures: number
  readonly permits: readonly { readonly id: string; readonly until: number }[]
  readonly blockedUntil: number | null
}

/** What a name that nobody has tried has. */
export const noAttempts: AttemptCounter = { failures: 0, permits: [], blockedUntil: null }

/** How long a permit is good for (S-10). */
export const permitLeaseMs = 10_000

/** How long a request waits for a permit while nobody gets one, before it is told to come again (spec LO15). */
export const permitWaitMs = 3_000

/** How long a request waits for a permit at most, however well the others get on (spec LO15). */
export const longestPermitWaitMs = 30_000

/** One password opens all of a person's tenants, so the strictest of their policies guards it: the fewest failures, the longest block (spec LO14). */
export function strictestPolicy(first: AttemptPolicy, others: readonly AttemptPolicy[]): AttemptPolicy {
  return {
    ...first,
    maxFailures: Math.min(first.maxFailures, ...others.map(({ maxFailures }) => maxFailures)),
    durationMs: Math.max(first.durationMs, ...others.map(({ durationMs }) => durationMs)),
  }
}

/** The counter as it is at `now`: leases that ran out have become failures, a block that is over is forgotten. */
export function attemptsAt(counter: AttemptCounter, policy: AttemptPolicy, now: number): AttemptCounter {
  const due = counter.permits.filter(({ until }) => until <= now).toSorted((a, b) => a.until - b.until)
  const inFlight = counter.permits.filter(({ until }) => until > now)
  const start: AttemptCounter = { ...counter, permits: inFlight }
  const counted = due.reduce((each, { until }) => addFailure(each, policy, until), start)
  return withinMaximum(afterBlock(counted, now), policy)
}

/** One failure more at `at`; the last one allowed starts the block. During a block nothing is counted (S-11). */
export function addFailure(counter: AttemptCounter, policy: AttemptPolicy, at: number): AttemptCounter {
  const open = afterBlock(counter, at)
  if (open.blockedUntil !== null) return open
  const failures = open.failures + 1
  return { ...open, failures, blockedUntil: failures >= policy.maxFailures ? at + policy.durationMs : null }
}

/** When the maximum was lowered under what had failed already, one attempt is left: it decides. */
function withinMaximum(counter: AttemptCounter, policy: AttemptPolicy): AttemptCounter {
  if (counter.blockedUntil !== null || counter.failures < policy.maxFailures) return counter
  return { ...counter, failures: policy.maxFailures - 1 }
}

function afterBlock(counter: AttemptCounter, at: number): AttemptCounter {
  const isOver = counter.blockedUntil !== null && counter.blockedUntil <= at
  return isOver ? { ...counter, failures: 0, blockedUntil: null } : counter
}
