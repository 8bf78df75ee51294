import type { Store } from '../store/store.ts'

/** Who signs in, and where: what a published API's one name field says (spec CP2). */
export type NamedUser = { readonly tenant: string; readonly username: string }

/** What says which tenant is meant where an API has no field for it. */
export type TenantHints = {
  /** The host that the request came to, without its port. */
  readonly host: string
  /** The operator's setting. */
  readonly defaultTenant: string | null
}

/**
 * Reads `tenant\username` or `username@tenant` when the part names a tenant; else the tenant whose host name the request
 * came to, else the default one. Null when nothing says which: then nobody has that name.
 */
export async function findNamedUser(store: Store, text: string, hints: TenantHints): Promise<NamedUser | null> {
  const isTenant = async (id: string) => id !== '' && (await store.system.get('tenants', { id })) !== undefined
  const slash = text.indexOf('\\')
  if (slash > 0 && (await isTenant(text.slice(0, slash))))
    return { tenant: text.slice(0, slash), username: text.slice(slash + 1) }
  const at = text.lastIndexOf('@')
  if (at > 0 && (await isTenant(text.slice(at + 1)))) return { tenant: text.slice(at + 1), username: text.slice(0, at) }
  const tenant = (await tenantOfHost(store, hints.host)) ?? hints.defaultTenant
  return tenant === null ? null : { tenant, username: text }
}

/** The preference by which an administrator gives a tenant a host name of its own. */
export const hostNameKey = 'security.hostName'

async function tenantOfHost(store: Store, host: string): Promise<string | null> {
  for (const { id } of await store.system.find('tenants')) {
    const row = await store.tenant(id).get('preferences', { level: 'tenant', key: hostNameKey })
    if (typeof row?.value === 'string' && row.value !== '' && row.value.toLowerCase() === host.toLowerCase()) return id
  }
  return null
}
