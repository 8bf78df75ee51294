/** The cookie that names a browser: its random id, and 256 random bits in base64url. It says nothing else (S-27). */
const tokenForm = /^[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}$/
/** How long a browser is remembered; the sessions under it end sooner. */
const lifetimeSeconds = 30 * 24 * 60 * 60

/** `__Host-` binds the cookie to this host and path, but needs TLS. */
export function cookieName(secure: boolean): string {
  return secure ? '__Host-hotseat' : 'hotseat'
}

/**
 * The token in a `Cookie` header. Null without one, and null when the name comes twice with different values: then
 * somebody beside us set one, and which is ours cannot be told (S-22). Names are case-sensitive (RFC 6265).
 */
export function readCookie(header: string | undefined, name: string): string | null {
  const token = readCookieValue(header, name)
  return token !== null && tokenForm.test(token) ? token : null
}

/** The value of a cookie of any form; null without one, and when two differ. */
export function readCookieValue(header: string | undefined, name: string): string | null {
  if (header === undefined || header.length > 8_192) return null
  const found = new Set<string>()
  for (const pair of header.split(';')) {
    const at = pair.indexOf('=')
    if (at > 0 && trim(pair.slice(0, at)) === name) found.add(trim(pair.slice(at + 1)))
  }
  const [value] = found
  return found.size === 1 && value !== undefined ? value : null
}

/** The `Set-Cookie` value that keeps a token, or with `null` takes it away. */
export function writeCookie(token: string | null, secure: boolean): string {
  const attributes = `Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`
  return `${cookieName(secure)}=${token ?? ''}; Max-Age=${token === null ? 0 : lifetimeSeconds}; ${attributes}`
}

/** Spaces and tabs only: RFC 6265 knows no other white space. */
function trim(text: string): string {
  return text.replace(/^[ \t]+|[ \t]+$/g, '')
}
