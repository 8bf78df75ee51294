import { hashToken } from '../sign-on/tokens.ts'
import type { TenantReader } from '../store/store.ts'
import type { CustomerSessionRow } from '../store/tables.ts'

/** So long the token before is answered: the answer with the new one may have been lost (spec CU1). */
export const renewedMs = 30_000

/** A session that a token stands for, and whether the token is its newest. */
export type TokensSession = { readonly session: CustomerSessionRow; readonly isNewest: boolean }

/** The live customer session of a token of this tenant; undefined when it is over, or the token has been replaced for long. */
export async function findCustomerSession(
  rows: Pick<TenantReader, 'find'>,
  token: string,
  at: number,
): Promise<TokensSession | undefined> {
  const hash = hashToken(token)
  const [newest] = await rows.find('customerSessions', { where: { tokenHash: hash }, limit: 1 })
  const session = newest ?? (await findRenewed(rows, hash, at))
  return session?.endedAt === null && session.expiresAt > at ? { session, isNewest: newest !== undefined } : undefined
}

async function findRenewed(rows: Pick<TenantReader, 'find'>, hash: string, at: number): Promise<CustomerSessionRow | undefined> {
  const [session] = await rows.find('customerSessions', { where: { previousTokenHash: hash }, limit: 1 })
  return session !== undefined && (session.previousUntil ?? 0) > at ? session : undefined
}
