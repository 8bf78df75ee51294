import type { TenantHosts } from '../http/tenant-hosts.ts'
import type { Store } from '../store/store.ts'

/** Who signs in, and where: what a published API's one name field says (spec CP2). */
export type NamedUser = { readonly tenant: string; readonly username: string }

/**
 * Reads `tenant\username` or `username@tenant` when the part names a tenant; else the tenant whose host name the request
 * came to, else the default one. Null when nothing says which: then nobody has that name. `host` is without its port.
 */
export type FindNamedUser = (text: string, host: string) => Promise<NamedUser | null>

/** What says which tenant is meant where an API has no field for it. */
export type TenantHints = {
  readonly store: Store
  readonly hosts: Pick<TenantHosts, 'find'>
  /** The operator's setting. */
  readonly defaultTenant: string | null
}

/** No tenant has it. It stands in for a part that is not there, so that the store is asked as often as for one that is. */
const nowhere = ''

/** Two questions to the store by key, whatever the name looks like and whoever has it (spec CP7, S-08). */
export function createFindNamedUser({ store, hosts, defaultTenant }: TenantHints): FindNamedUser {
  const isTenant = async (id: string) => (await store.system.get('tenants', { id })) !== undefined
  return async (text, host) => {
    const slash = text.indexOf('\\')
    const at = text.lastIndexOf('@')
    const before = slash > 0 ? text.slice(0, slash) : nowhere
    const after = at > 0 ? text.slice(at + 1) : nowhere
    const [isBefore, isAfter] = await Promise.all([isTenant(before), isTenant(after)])
    if (isBefore) return { tenant: before, username: text.slice(slash + 1) }
    if (isAfter) return { tenant: after, username: text.slice(0, at) }
    const tenant = hosts.find(host) ?? defaultTenant
    return tenant === null ? null : { tenant, username: text }
  }
}
