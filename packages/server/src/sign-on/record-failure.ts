import type { Refusal } from '@hotseat/core'
import type { Deps } from '../deps.ts'
import type { Transaction } from '../store/store.ts'
import type { Attempts, Permit } from './attempts.ts'

/** Who failed, in the words of the audit trail; `userId` is null for a name that nobody has. */
export type Failure = {
  readonly tenantId: string | null
  readonly userId: string | null
  readonly username: string
  readonly address: string
  /** What was wrong; the password when nothing is said. */
  readonly cause?: 'secondFactor'
}

/**
 * Counts a wrong password or code and tells it in the same unit of work (S-64). The failure that blocks is told once; what comes
 * while blocked is refused without an event (S-68). A name of no live tenant is counted but has no feed to be told in.
 */
export async function recordFailure(deps: Deps, attempts: Attempts, permit: Permit, failure: Failure): Promise<void> {
  const { tenantId } = failure
  if (tenantId === null) {
    await deps.store.system.transact((rows) => attempts.settle(rows, permit, false))
  } else {
    await deps.store.tenant(tenantId).transact(async (tx) => {
      const settlement = await attempts.settle(tx.system, permit, false)
      const meta = { at: deps.clock.now(), by: null }
      const { userId, username, address, cause = 'credentials' } = failure
      await tx.emit({ kind: 'signIn.failed', userId, data: { username, address, cause } }, meta)
      if (settlement.becameBlocked) await tellBlock(tx, failure, settlement.counter.blockedUntil ?? meta.at, meta.at)
    })
  }
  attempts.settled(permit)
}

/** Tells a block that was found when asking: guesses whose node died had been the last ones allowed. */
export async function recordFoundBlock(deps: Deps, failure: Failure, untilAt: number | null): Promise<void> {
  if (untilAt === null || failure.tenantId === null) return
  await deps.store.tenant(failure.tenantId).transact((tx) => tellBlock(tx, failure, untilAt, deps.clock.now()))
}

/** The refusal of a guess whose outcome came too late to count as right (spec LO7). */
export function tooLate(blockedUntil: number | null, now: number): Refusal {
  return blockedUntil === null
    ? { code: 'overload.passwords' }
    : { code: 'signIn.blocked', facts: { retryAfterMs: blockedUntil - now } }
}

async function tellBlock(tx: Transaction, { userId, username, address }: Failure, untilAt: number, at: number): Promise<void> {
  await tx.emit({ kind: 'signIn.blocked', userId, data: { username, address, untilAt } }, { at, by: null })
}
