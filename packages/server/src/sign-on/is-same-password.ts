import type { AccountRow } from '../store/tables.ts'

/** Whether an account has the password still that was verified a moment ago: a renewed hash of it (S-03) is no other one. */
export function isSamePassword(verified: AccountRow | undefined, now: AccountRow | undefined): boolean {
  if (!verified || !now || now.passwordHash === null) return false
  return now.passwordHash === verified.passwordHash || now.passwordChangedAt === verified.passwordChangedAt
}
