import { readCookieValue } from '../../http/cookie.ts'

/** The published name of the cookie. It holds the session's access token, which tells its holder nothing (spec CP3). */
const name = 'Red60urne'
const tokenForm = /^[A-Za-z0-9._~+/-]{1,512}$/

/** The access token in a `Cookie` header; null without one, and when two differ. */
export function readSessionCookie(header: string | undefined): string | null {
  const value = readCookieValue(header, name)
  return value !== null && tokenForm.test(value) ? value : null
}

/** The `Set-Cookie` value that keeps a token as long as the browser runs, or with `null` takes it away. */
export function writeSessionCookie(token: string | null, secure: boolean): string {
  const end = token === null ? '; Max-Age=0' : ''
  return `${name}=${token ?? ''}; Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}${end}`
}
