import fc from 'fast-check'
import { expect, it } from 'vitest'
import { preferenceCatalogue } from '../preferences/preference-catalogue.ts'
import { budgetOverAt, countFailure, isSpent, type SourceBudget, sourceBudgetPolicy } from './source-budget.ts'

const policy = sourceBudgetPolicy({ maxFailures: 5 })

function fail(times: number, now: number, budget: SourceBudget | null = null): SourceBudget | null {
  return Array.from({ length: times }).reduce<SourceBudget | null>((each) => countFailure(each, now, policy), budget)
}

it('[LO10] [S-13] a source has failures for ten accounts in ten minutes', () => {
  expect(policy).toEqual({ limit: 50, windowMs: 600_000 })
  expect(isSpent(fail(49, 0), 1, policy)).toBe(false)
  expect(isSpent(fail(50, 0), 599_999, policy)).toBe(true)
})

it('[LO10] each failure counts for ten minutes, and no longer', () => {
  const spent = fail(50, 0)
  expect(spent && budgetOverAt(spent, policy)).toBe(600_000)
  expect(isSpent(spent, 600_000, policy)).toBe(false)
  expect(fail(1, 600_000, spent)).toEqual({ failedAt: [600_000], startedAt: 600_000, count: 1 })
})

it('[LO10] [S-13] what failed late counts on: at no edge are there twice as many', () => {
  const late = fail(49, 599_000, fail(1, 0))
  expect(isSpent(late, 599_999, policy)).toBe(true)
  const next = fail(1, 600_000, late)
  expect(isSpent(next, 600_000, policy)).toBe(true)
  expect(next && budgetOverAt(next, policy)).toBe(1_199_000)
})

it('[LO10] [S-13] whatever the moments, no ten minutes hold more failures than the budget, and the wait that is told is exact', () => {
  const small = { limit: 4, windowMs: 1_000 }
  const pauses = fc.array(fc.oneof(fc.constantFrom(0, 1, 999, 1_000, 1_001), fc.nat(1_200)), { maxLength: 60 })
  fc.assert(
    fc.property(pauses, (all) => {
      let now = 0
      let budget: SourceBudget | null = null
      const counted: number[] = []
      for (const pause of all) {
        now += pause
        if (isSpent(budget, now, small)) {
          const overAt = budget === null ? now : budgetOverAt(budget, small)
          expect(overAt).toBeGreaterThan(now)
          expect([isSpent(budget, overAt - 1, small), isSpent(budget, overAt, small)]).toEqual([true, false])
        } else {
          budget = countFailure(budget, now, small)
          counted.push(now)
        }
      }
      for (const end of counted)
        expect(counted.filter((at) => at <= end && end < at + small.windowMs).length).toBeLessThanOrEqual(small.limit)
      // And no honest failure is refused that has room.
      expect(counted.length).toBeGreaterThanOrEqual(Math.min(all.length, small.limit))
    }),
  )
})

it('[LO10] guesses in flight when the budget is spent keep the row small', () => {
  expect(fail(300, 5)?.count).toBe(sourceBudgetPolicy({ maxFailures: preferenceCatalogue['lockout.maxFailures'].maximum }).limit)
})

it('[LO11] [S-18] who never failed has spent nothing', () => {
  expect(isSpent(null, 0, policy)).toBe(false)
})
