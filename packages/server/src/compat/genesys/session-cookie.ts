import { readCookieValue } from '../../http/cookie.ts'

/** The vendor's name for the cookie of an HTTP session; its value is our access token (spec CP3). */
const name = 'JSESSIONID'
const tokenForm = /^[\w.-]{1,256}$/

/** The access token in a `Cookie` header; null without one, and when two differ. */
export function readSessionCookie(header: string | undefined): string | null {
  const value = readCookieValue(header, name)
  return value !== null && tokenForm.test(value) ? value : null
}

/** How a browser may use the cookie. */
export type CookieUse = {
  /** Pages are opened by https. */
  readonly secure: boolean
  /** The page is one of another site, which a tenant lists: only `None` lets its calls carry the cookie, and only with TLS. */
  readonly foreign: boolean
}

/** The `Set-Cookie` value for a session, or with `null` the one that takes it away. Gone with the browser, as the vendor's. */
export function writeSessionCookie(token: string | null, { secure, foreign }: CookieUse): string {
  const site = foreign && secure ? 'None' : 'Strict'
  const end = token === null ? '; Max-Age=0' : ''
  return `${name}=${token ?? ''}; Path=/api/v2; HttpOnly; SameSite=${site}${secure ? '; Secure' : ''}${end}`
}
