import { normalisePassword } from '@hotseat/core'
import type { PasswordHasher } from '../ports.ts'
import type { Attempts, Permit } from './attempts.ts'

/**
 * Checks a password under a permit, outside any unit of work. Null takes as long as a wrong one (S-08). When the hasher
 * cannot look at it now, the permit goes back uncounted (S-16) and the hasher's `Overloaded` goes on.
 */
export async function verifyPassword(
  { hasher, attempts }: { hasher: PasswordHasher; attempts: Attempts },
  permit: Permit,
  passwordHash: string | null,
  password: string,
): Promise<{ fits: boolean; outdated: boolean }> {
  try {
    // Half a surrogate pair has no UTF-8 form of its own and would pass for another character.
    return await hasher.verify(password.isWellFormed() ? passwordHash : null, normalisePassword(password))
  } catch (error) {
    await attempts.release(permit)
    throw error
  }
}
