import type { FindNamedUser } from '../compat/find-tenant.ts'

/** No tenant has it: whoever names none where nothing says which is nobody, and is answered as such (S-07). */
const nowhere = ''

/** A request, and the name as it was typed where it named no tenant. */
type Named<Parts> = { readonly input: Parts; readonly typedName?: string }

/** A sign-in that names no tenant gets the one that its user name, or the host it came to, says (spec SI19). */
export async function withTenant<Parts extends { readonly body: unknown }>(
  parts: Parts,
  host: string,
  findNamedUser: FindNamedUser,
): Promise<Named<Parts>> {
  const { body } = parts
  if (typeof body !== 'object' || body === null || 'tenant' in body) return { input: parts }
  if (!('username' in body) || typeof body.username !== 'string') return { input: parts }
  const typedName = body.username
  const named = await findNamedUser(typedName, host)
  return { input: { ...parts, body: { ...body, ...(named ?? { tenant: nowhere }) } }, typedName }
}
