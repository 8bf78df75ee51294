import type { Refusal } from '@hotseat/core'
import type { TenantReader, Transaction } from '../store/store.ts'
import type { CustomerSessionRow } from '../store/tables.ts'

/** The refusal for a customer's session that is over, also when it ended while the request was on the way (S-24); null while it lives. */
export async function findCustomerEnd(tx: Pick<Transaction, 'get'>, sessionId: string, now: number): Promise<Refusal | null> {
  const session = await tx.get('customerSessions', { id: sessionId })
  if (session?.endedAt !== null || session.expiresAt <= now || (await isKeyRevoked(tx, session))) return { code: 'chat.session' }
  return null
}

/** Whether the key that signed a session in counts no more: so it is from its revocation on, before its sessions are ended one by one (spec CT13). */
export async function isKeyRevoked(
  rows: Pick<TenantReader, 'get'>,
  { projectId, kid }: Pick<CustomerSessionRow, 'projectId' | 'kid'>,
): Promise<boolean> {
  if (kid === null) return false
  const key = await rows.get('chatKeys', { projectId, kid })
  return key?.revokedAt !== null
}
