import { accepted, type Result, refused } from '@hotseat/core'
import type { Deps } from '../deps.ts'
import type { AccountRow, SecondFactor } from '../store/tables.ts'
import { hasSecondFactor } from './must-enrol.ts'
import { findOneTimeStep } from './one-time-code.ts'

/** The account's second factor after this sign-in; null when it has none to ask for. */
export type FactorUse = { readonly before: SecondFactor; readonly after: SecondFactor } | null

/**
 * Whether a one-time code fits the account. Asked after the right password only, and of everyone who has a second
 * factor, whatever their role: a session may go on in a tenant where it is needed. Fails closed (spec MF2–MF9).
 */
export function checkSecondFactor(
  { vault, clock }: Pick<Deps, 'vault' | 'clock'>,
  account: AccountRow | undefined,
  code: string | undefined,
): Result<FactorUse> {
  const factor = account?.secondFactor
  if (!account || !factor || !hasSecondFactor(account)) return accepted(null)
  if (code === undefined) return refused('signIn.secondFactor')
  const key = vault.open(factor.sealedKey, account.id)
  if (key === null) return refused('secondFactor.unreadable')
  const step = findOneTimeStep(key, code, clock.now())
  if (step === null || step <= factor.lastStep) return refused('signIn.secondFactorWrong')
  return accepted({ before: factor, after: { ...factor, lastStep: step } })
}

/** Whether the account still is what the code was checked against: nobody used it, enrolled or was reset meanwhile. */
export function isStillSo({ secondFactor }: AccountRow, use: FactorUse): boolean {
  if (use === null) return !hasSecondFactor({ secondFactor })
  const { sealedKey, confirmedAt, lastStep } = use.before
  return secondFactor?.sealedKey === sealedKey && secondFactor.confirmedAt === confirmedAt && secondFactor.lastStep === lastStep
}
