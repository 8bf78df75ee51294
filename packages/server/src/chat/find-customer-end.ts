import type { Refusal } from '@hotseat/core'
import type { Transaction } from '../store/store.ts'

/** The refusal for a customer's session that is over, also when it ended while the request was on the way (S-24); null while it lives. */
export async function findCustomerEnd(tx: Pick<Transaction, 'get'>, sessionId: string, now: number): Promise<Refusal | null> {
  const session = await tx.get('customerSessions', { id: sessionId })
  return session?.endedAt === null && session.expiresAt > now ? null : { code: 'chat.session' }
}
