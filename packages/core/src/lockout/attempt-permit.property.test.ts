import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type AttemptCounter, type AttemptPolicy, attemptsAt, noAttempts, permitLeaseMs } from './attempt-counter.ts'
import { askPermit, releasePermit, settlePermit } from './attempt-permit.ts'

const policy: AttemptPolicy = { maxFailures: 5, durationMs: 300_000, permitLeaseMs }

/** What one of many sign-ins does next. `verify` learns whether the password fits; `crash` loses everyone's memory, not the counter. */
type Step =
  | { readonly type: 'ask' | 'verify' | 'settle' | 'release'; readonly who: number; readonly fits: boolean }
  | { readonly type: 'crash' }
  | { readonly type: 'pass'; readonly durationMs: number }

const who = fc.nat(11)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      type: fc.constantFrom(
        'ask' as const,
        'ask' as const,
        'verify' as const,
        'verify' as const,
        'settle' as const,
        'release' as const,
      ),
      who,
      fits: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
    }),
  },
  fc.constant<Step>({ type: 'crash' }),
  fc.constantFrom(1, 4_000, 9_999, 10_000, 60_000, 300_000).map((durationMs): Step => ({ type: 'pass', durationMs })),
)

/** Steps at random, and among them whole wrong guesses: settled, or cut off by a crash until the lease is over. */
const steps: fc.Arbitrary<readonly Step[]> = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: step.map((each) => [each]) },
      fc
        .tuple(who, fc.boolean())
        .map(([id, crashes]): Step[] => [
          { type: 'ask', who: id, fits: false },
          { type: 'verify', who: id, fits: false },
          ...(crashes
            ? [{ type: 'crash' } as const, { type: 'pass', durationMs: permitLeaseMs } as const]
            : [{ type: 'settle', who: id, fits: false } as const]),
        ]),
    ),
    { maxLength: 80, size: 'max' },
  )
  .map((chunks) => chunks.flat())

type Attempt = { readonly permitId: string; readonly untilAt: number; readonly verified: boolean | null }

/**
 * Runs many sign-ins on one counter, one step of one of them at a time, and counts the wrong guesses evaluated since the
 * count last began anew: at every accepted password and at every end of a block.
 */
function run(all: readonly Step[], watch: (guesses: number, counter: AttemptCounter, now: number) => void) {
  let counter = noAttempts
  let now = 1_000_000
  let serial = 0
  let guesses = 0
  const attempts = new Map<number, Attempt>()
  for (const each of all) {
    if (each.type === 'pass') {
      const leaseOverAt = Math.max(now, ...counter.permits.map(({ until }) => until))
      const { blockedUntil } = attemptsAt(counter, policy, leaseOverAt)
      now += each.durationMs
      if (blockedUntil !== null && blockedUntil <= now) guesses = 0
    } else if (each.type === 'crash') {
      attempts.clear()
    } else {
      const attempt = attempts.get(each.who)
      if (each.type === 'ask' && attempt === undefined) {
        serial += 1
        const permitId = `permit-${serial}`
        const asked = askPermit(counter, permitId, policy, now)
        counter = asked.counter
        if (asked.kind === 'granted') attempts.set(each.who, { permitId, untilAt: asked.untilAt, verified: null })
      } else if (each.type === 'verify' && attempt?.verified === null && now < attempt.untilAt) {
        if (!each.fits) guesses += 1
        attempts.set(each.who, { ...attempt, verified: each.fits })
      } else if (each.type === 'settle' && attempt?.verified != null) {
        const settled = settlePermit(counter, attempt.permitId, attempt.verified, policy, now)
        counter = settled.counter
        if (attempt.verified && !settled.late) guesses = 0
        attempts.delete(each.who)
      } else if (each.type === 'release' && attempt?.verified === null) {
        counter = releasePermit(counter, attempt.permitId)
        attempts.delete(each.who)
      }
    }
    watch(guesses, counter, now)
  }
}

it('[LO4] [S-10] [S-15] no interleaving and no crash lets a sixth guess be evaluated', () => {
  fc.assert(
    fc.property(steps, (all) => {
      run(all, (guesses) => expect(guesses).toBeLessThanOrEqual(policy.maxFailures))
    }),
    { numRuns: 500 },
  )
})

it('[LO4] [S-10] failures and attempts in flight never exceed the maximum, and in a block nothing is in flight', () => {
  fc.assert(
    fc.property(steps, (all) => {
      run(all, (_, stored, now) => {
        const counter = attemptsAt(stored, policy, now)
        expect(counter.failures + counter.permits.length).toBeLessThanOrEqual(policy.maxFailures)
        if (counter.blockedUntil !== null) expect(counter.permits).toEqual([])
        expect(counter.blockedUntil !== null).toBe(counter.failures >= policy.maxFailures)
      })
    }),
    { numRuns: 300 },
  )
})

it('[LO1] [S-10] a thousand wrong guesses at once are five evaluations and one block', () => {
  fc.assert(
    fc.property(fc.infiniteStream(fc.nat(999)), (order) => {
      let counter = noAttempts
      let verified = 0
      let blocks = 0
      const held = new Set<number>()
      for (const id of [...order.take(1_000)]) {
        const asked = askPermit(counter, `${id}`, policy, 0)
        counter = asked.counter
        if (asked.kind !== 'granted') continue
        held.add(id)
        const [first] = held
        if (held.size < 3 || first === undefined) continue
        held.delete(first)
        verified += 1
        const settled = settlePermit(counter, `${first}`, false, policy, 0)
        counter = settled.counter
        blocks += settled.becameBlocked ? 1 : 0
      }
      for (const id of held) {
        verified += 1
        const settled = settlePermit(counter, `${id}`, false, policy, 0)
        counter = settled.counter
        blocks += settled.becameBlocked ? 1 : 0
      }
      expect({ verified, blocks }).toEqual({ verified: 5, blocks: 1 })
    }),
    { numRuns: 30 },
  )
})

it('[LO6] [S-15] looking at a counter, however often, changes nothing about it', () => {
  fc.assert(
    fc.property(steps, fc.array(fc.nat(400_000), { maxLength: 6 }), (all, looks) => {
      run(all, (_, stored, now) => {
        const moments = looks.map((each) => now + each).toSorted((a, b) => a - b)
        const end = now + 400_000
        const looked = moments.reduce((counter, moment) => attemptsAt(counter, policy, moment), stored)
        expect(attemptsAt(looked, policy, end)).toEqual(attemptsAt(stored, policy, end))
      })
    }),
    { numRuns: 50 },
  )
})
