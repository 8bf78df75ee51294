import type { AttemptPolicy } from './attempt-counter.ts'

/** The failures of one source (an address, a /64) in its current window (S-13, S-17). */
export type SourceBudget = { readonly startedAt: number; readonly count: number }
export type BudgetPolicy = { readonly limit: number; readonly windowMs: number }

/** So many failures that a source can block ten accounts in ten minutes, and no more (S-13). */
export function sourceBudgetPolicy(policy: Pick<AttemptPolicy, 'maxFailures'>): BudgetPolicy {
  return { limit: 10 * policy.maxFailures, windowMs: 600_000 }
}

/** Counts one wrong password of an unknown device; right ones and known devices are never counted (S-18). */
export function countFailure(budget: SourceBudget | null, now: number, policy: BudgetPolicy): SourceBudget {
  return isOpen(budget, now, policy) ? { ...budget, count: budget.count + 1 } : { startedAt: now, count: 1 }
}

/** Whether the source has used up its window: unknown devices there wait until it is over. */
export function isSpent(budget: SourceBudget | null, now: number, policy: BudgetPolicy): boolean {
  return isOpen(budget, now, policy) && budget.count >= policy.limit
}

/** When a spent source may try again (epoch ms). */
export function budgetOverAt(budget: SourceBudget, policy: BudgetPolicy): number {
  return budget.startedAt + policy.windowMs
}

function isOpen(budget: SourceBudget | null, now: number, policy: BudgetPolicy): budget is SourceBudget {
  return budget !== null && now < budget.startedAt + policy.windowMs
}
