/** A label of a host name as browsers send it: lower case, international ones in their `xn--` form. */
export const hostLabel = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?'
const port = '(:[1-9][0-9]{0,4})?'
const secure = new RegExp(`^https://${hostLabel}(\\.${hostLabel})*${port}$`)
const local = new RegExp(`^http://(localhost|127\\.0\\.0\\.1|\\[::1\\])${port}$`)

/**
 * Whether a value is one exact origin as browsers send it (RFC 6454 section 6.2): https, or http on this very computer;
 * lower case, no path, no default port, no `*`, no `null` (S-32). International names in their `xn--` form.
 */
export function isOrigin(value: unknown): value is string {
  if (typeof value !== 'string' || value.length > 300) return false
  if (!secure.test(value) && !local.test(value)) return false
  const [, number] = /:(\d+)$/.exec(value) ?? []
  if (number === undefined) return true
  const isDefault = value.startsWith('https:') ? number === '443' : number === '80'
  return Number(number) <= 65_535 && !isDefault
}
