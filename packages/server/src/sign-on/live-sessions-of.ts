import type { Transaction } from '../store/store.ts'

/** The sessions of a user that have not ended. */
export function liveSessionsOf(tx: Pick<Transaction, 'find'>, userId: string) {
  return tx.find('sessions', { where: { userId, endedAt: null } })
}
