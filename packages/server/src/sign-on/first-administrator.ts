import type { Deps } from '../deps.ts'
import { createToken, hashToken } from './tokens.ts'

const lifetimeMs = 24 * 3_600_000

/**
 * A one-use secret, good for 24 h, by which the first administrator is made; null as soon as there is any account
 * (S-74). A new one takes the place of the last, so only the newest start's link works.
 */
export async function createFirstAdministratorLink(
  deps: Pick<Deps, 'store' | 'clock' | 'random'>,
): Promise<{ secret: string; expiresAt: number } | null> {
  const secret = createToken(deps.random)
  return deps.store.system.transact(async (rows) => {
    if ((await rows.find('accounts', { limit: 1 })).length > 0) return null
    const expiresAt = deps.clock.now() + lifetimeMs
    for (const { hash } of await rows.find('activations', { where: { purpose: 'firstAdministrator' } })) {
      rows.remove('activations', { hash })
    }
    const hash = hashToken(secret)
    rows.put('activations', { hash, purpose: 'firstAdministrator', tenant: null, userId: null, expiresAt, usedAt: null })
    return { secret, expiresAt }
  })
}
