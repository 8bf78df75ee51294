import type { Deps } from '../deps.ts'
import { openDigest, type PhoneDigest } from './digest.ts'

/** A phone that may register now, and whose it is. */
export type Phone = PhoneDigest & { readonly userId: string; readonly sessionId: string }

/**
 * What a registrar checks a phone's answer against; null for a name without a live session, with which the password has
 * gone (spec PH4, PH5).
 */
export async function findPhone(
  { store, clock, vault }: Pick<Deps, 'store' | 'clock' | 'vault'>,
  tenantId: string,
  username: string,
): Promise<Phone | null> {
  const rows = store.tenant(tenantId)
  const [row] = await rows.find('phoneCredentials', { where: { username }, limit: 1 })
  const digest = row && openDigest(vault, row)
  if (!row || !digest) return null
  const { sessionId, userId } = row
  const [session, member, tenant] = await Promise.all([
    rows.get('sessions', { id: sessionId }),
    rows.get('members', { id: userId }),
    store.system.get('tenants', { id: tenantId }),
  ])
  // The clock may be past what the next tick will end.
  const isLive = session?.endedAt === null && session.expiresAt > clock.now()
  return isLive && member?.disabledAt === null && tenant?.suspendedAt === null ? { ...digest, userId, sessionId } : null
}
