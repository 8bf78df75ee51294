/** Deeper JSON is refused (S-19). */
export const maxDepth = 20
/** Passwords are hashed, never stored, so they alone may hold any character (S-01). */
const free: ReadonlySet<string> = new Set(['password', 'current', 'next'])

/**
 * Why a value from outside cannot be taken, or null. Databases have no place for U+0000, and half a surrogate pair
 * would be changed into something else on its way, so that two different texts became one.
 */
export function faultOf(value: unknown, depth = 0, name = ''): string | null {
  if (typeof value === 'string') {
    if (!value.isWellFormed()) return 'the text is not valid Unicode'
    return value.includes('\0') && !free.has(name) ? 'the text holds U+0000' : null
  }
  if (typeof value !== 'object' || value === null) return null
  if (depth >= maxDepth) return 'the document is nested too deeply'
  for (const [key, member] of Object.entries(value)) {
    const fault = faultOf(key, depth) ?? faultOf(member, depth + 1, key)
    if (fault !== null) return fault
  }
  return null
}
