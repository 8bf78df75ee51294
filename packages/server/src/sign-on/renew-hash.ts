import { normalisePassword } from '@hotseat/core'
import type { Deps } from '../deps.ts'
import { Overloaded } from '../ports.ts'
import type { Applicant } from './applicant.ts'

/** Hashes a password that just proved right with today's parameters (S-03). Under load it waits for the next sign-in. */
export async function renewHash(deps: Deps, { account }: Applicant, password: string): Promise<void> {
  if (!account) return
  try {
    const passwordHash = await deps.hasher.hash(normalisePassword(password))
    await deps.store.system.transact(async (rows) => {
      const now = await rows.get('accounts', { id: account.id })
      if (now?.passwordHash === account.passwordHash) rows.put('accounts', { ...now, passwordHash })
    })
  } catch (error) {
    if (!(error instanceof Overloaded)) throw error
  }
}
