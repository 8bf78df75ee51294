import type { Deps } from '../deps.ts'
import type { TenantSettings } from '../preferences/tenant-settings.ts'
import type { SessionRow, TenantRow } from '../store/tables.ts'
import type { RequestFacts } from '../use-case.ts'

/** A session and its tenant. */
type Found = { readonly tenant: TenantRow; readonly session: SessionRow }

/**
 * Where a session went that switched the tenant: the newest one that the same device has under the same label from the
 * same authentication. The reply to the switch may have been lost (S-55, spec RS12). Null when there is none, or when that
 * tenant does not list the page.
 */
export async function followSwitch(
  { store }: Pick<Deps, 'store'>,
  settings: TenantSettings,
  left: SessionRow,
  { origin, sameOrigin }: Pick<RequestFacts, 'origin' | 'sameOrigin'>,
): Promise<Found | null> {
  const { userId, deviceId, subId, authenticatedAt } = left
  const account = await store.system.get('accounts', { id: userId })
  const found: Found[] = []
  for (const id of account?.tenants ?? []) {
    const tenant = await store.system.get('tenants', { id })
    const sessions = tenant ? await store.tenant(id).find('sessions', { where: { userId } }) : []
    for (const session of sessions) {
      const isIts = session.deviceId === deviceId && session.subId === subId && session.authenticatedAt === authenticatedAt
      if (tenant && isIts && session.endReason !== 'tenantSwitched') found.push({ tenant, session })
    }
  }
  const [newest] = found.toSorted((a, b) => b.session.startedAt - a.session.startedAt)
  if (newest === undefined || sameOrigin) return newest ?? null
  const { tenant, session } = newest
  const preferences = await settings.preferencesOf(tenant.id, { userId, role: session.role })
  return preferences['security.allowedOrigins'].includes(origin) ? newest : null
}
