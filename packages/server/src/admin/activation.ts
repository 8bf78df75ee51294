import type { Deps } from '../deps.ts'
import { createToken, hashToken } from '../sign-on/tokens.ts'
import type { Transaction } from '../store/store.ts'

const lifetimeMs = 24 * 3_600_000

/** Makes a one-use secret, good for 24 h, by which a person sets their own password; only its hash is kept (S-06). */
export async function createActivation(
  deps: Pick<Deps, 'clock' | 'random'>,
  tx: Transaction,
  userId: string,
): Promise<{ secret: string; expiresAt: number }> {
  const secret = createToken(deps.random)
  const expiresAt = deps.clock.now() + lifetimeMs
  for (const { hash } of await tx.system.find('activations', { where: { userId } })) tx.system.remove('activations', { hash })
  tx.system.put('activations', {
    hash: hashToken(secret),
    purpose: 'password',
    tenant: tx.tenantId,
    userId,
    expiresAt,
    usedAt: null,
  })
  return { secret, expiresAt }
}
