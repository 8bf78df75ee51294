import type { FindNamedUser } from '../compat/find-tenant.ts'

/** No tenant has it: whoever names none where nothing says which is nobody, and is answered as such (S-07). */
const nowhere = ''

/** A sign-in that names no tenant gets the one that its user name, or the host it came to, says (spec SI19). */
export async function withTenant<Parts extends { readonly body: unknown }>(
  parts: Parts,
  host: string,
  findNamedUser: FindNamedUser,
): Promise<Parts> {
  const { body } = parts
  if (typeof body !== 'object' || body === null || 'tenant' in body) return parts
  if (!('username' in body) || typeof body.username !== 'string') return parts
  const named = await findNamedUser(body.username, host)
  return { ...parts, body: { ...body, ...(named ?? { tenant: nowhere }) } }
}
