import { expect, it } from 'vitest'
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

it('[LO10] when the window is over the source begins anew', () => {
  const spent = fail(50, 0)
  expect(spent && budgetOverAt(spent, policy)).toBe(600_000)
  expect(isSpent(spent, 600_000, policy)).toBe(false)
  expect(fail(1, 600_000, spent)).toEqual({ startedAt: 600_000, count: 1 })
})

it('[LO11] [S-18] who never failed has spent nothing', () => {
  expect(isSpent(null, 0, policy)).toBe(false)
})
