import type { IncomingHttpHeaders } from 'node:http'

/** What pages may send and read, in the words of the published API; the last ones are ours. */
const preflight = {
  'access-control-allow-methods': 'GET, POST, OPTIONS',
  'access-control-allow-headers':
    'X-Requested-With, Content-Type, Accept, Origin, Cookie, Authorization, ssid, surl, ContactCenterId, X-CSRF-Token, X-Support-CSRFP, Cache-Control',
  'access-control-max-age': '120',
} as const

/** The headers of an answer to a preflight of a listed page. */
export function preflightHeaders(origin: string): Readonly<Record<string, string>> {
  return { ...corsHeaders(origin), ...preflight }
}

/** Lets a listed page read the answer, with credentials; the exact origin, never `*`. */
export function corsHeaders(origin: string): Readonly<Record<string, string>> {
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': 'X-CSRF-Header, X-CSRF-Token, X-Recorder-Session, Retry-After',
  }
}

/** Whether the browser says that a page's script made this call: no navigation, no image, no form, no person (S-39). */
export function isScriptsCall(headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site']
  const fits = site === 'cross-site' || site === 'same-site' || site === 'same-origin'
  return fits && (headers['sec-fetch-mode'] ?? 'cors') === 'cors' && (headers['sec-fetch-dest'] ?? 'empty') === 'empty'
}
