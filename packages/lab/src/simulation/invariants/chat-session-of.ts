import { findTenantId, hashToken, type TenantTables } from '@hotseat/server/parts'
import type { Mirror } from '../mirror.ts'

type CustomerSession = TenantTables['customerSessions']

/** A customer session that is committed, by its token or by the one before: the observer's own reading of the rule (CU1, CU5). */
export function chatSessionOf(
  mirror: Mirror,
  token: string,
): { readonly tenantId: string; readonly session: CustomerSession; readonly isNewest: boolean } | null {
  const tenantId = findTenantId(token)
  if (tenantId === undefined) return null
  const hash = hashToken(token)
  const session = mirror
    .rows(tenantId, 'customerSessions')
    .find(({ tokenHash, previousTokenHash }) => tokenHash === hash || previousTokenHash === hash)
  return session === undefined ? null : { tenantId, session, isNewest: session.tokenHash === hash }
}
