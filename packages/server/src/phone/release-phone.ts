import type { Meta } from '../meta.ts'
import type { Transaction } from '../store/store.ts'
import type { SessionRow } from '../store/tables.ts'

/** Takes the phone password of a session away; nothing happens where there is none (spec PH3, PH4). */
export async function releasePhone(
  tx: Transaction,
  { id, userId }: Pick<SessionRow, 'id' | 'userId'>,
  cause: 'asked' | 'sessionEnded',
  meta: Meta,
): Promise<void> {
  const row = await tx.get('phoneCredentials', { sessionId: id })
  if (row === undefined) return
  tx.remove('phoneCredentials', { sessionId: id })
  await tx.emit({ kind: 'phonePassword.released', userId, data: { sessionId: id, username: row.username, cause } }, meta)
}
