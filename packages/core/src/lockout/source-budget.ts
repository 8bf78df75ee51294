import type { AttemptPolicy } from './attempt-counter.ts'

/**
 * The failures of one source (an address, a /64) that still count, oldest first (S-13, S-17). `startedAt` and `count`
 * repeat its first moment and its length, so that the store can look for rows that are of no more use.
 */
export type SourceBudget = { readonly failedAt: readonly number[]; readonly startedAt: number; readonly count: number }
export type BudgetPolicy = { readonly limit: number; readonly windowMs: number }

/** The largest budget that the preferences can give. Guesses in flight when it is spent may be more; the newest say all. */
const mostKept = 200

/** So many failures that a source can block ten accounts in ten minutes, and no more (S-13). */
export function sourceBudgetPolicy(policy: Pick<AttemptPolicy, 'maxFailures'>): BudgetPolicy {
  return { limit: 10 * policy.maxFailures, windowMs: 600_000 }
}

/** Counts one wrong password of an unknown device; right ones and known devices are never counted (S-18). */
export function countFailure(budget: SourceBudget | null, now: number, policy: BudgetPolicy): SourceBudget {
  const failedAt = [...failuresAt(budget, now, policy), now].slice(-mostKept)
  return { failedAt, startedAt: failedAt[0] ?? now, count: failedAt.length }
}

/** Whether the source has used up its budget in the window that ends now: unknown devices there wait. */
export function isSpent(budget: SourceBudget | null, now: number, policy: BudgetPolicy): boolean {
  return failuresAt(budget, now, policy).length >= policy.limit
}

/** When a spent source may try again (epoch ms): the oldest failure that fills the budget counts no more. */
export function budgetOverAt({ failedAt, startedAt }: SourceBudget, { limit, windowMs }: BudgetPolicy): number {
  return (failedAt.at(-limit) ?? startedAt) + windowMs
}

/** A failure counts for the window's length, and at its very end no more. */
function failuresAt(budget: SourceBudget | null, now: number, { windowMs }: BudgetPolicy): readonly number[] {
  return budget?.failedAt.filter((at) => now < at + windowMs) ?? []
}
