import { endReasons, type Refusal } from '@hotseat/core'
import type { Transaction } from '../store/store.ts'

/** The refusal for a session that ended while its request was on the way; null while it is live (S-24). */
export async function findEnd(tx: Pick<Transaction, 'get'>, sessionId: string): Promise<Refusal | null> {
  const session = await tx.get('sessions', { id: sessionId })
  if (session?.endedAt === null) return null
  const reason = session?.endReason ?? null
  return { code: 'session.ended', facts: { reason, code: reason && endReasons[reason] } }
}
