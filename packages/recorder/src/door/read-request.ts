import type { IncomingMessage } from 'node:http'
import type { Credentials } from '../sign-on/sign-on.ts'

/** Who a request says it is. */
export type Claim =
  | Credentials
  /** A page's session, by its token: from the cookie, which a browser sends by itself, or from a header, which it does not. */
  | { readonly kind: 'session'; readonly token: string; readonly by: 'cookie' | 'header' }
  | { readonly kind: 'nobody' }

export const cookieName = 'JSESSIONID'
const tokenForm = /^[\w.-]{1,512}$/

/** Reads the claim of a request; what is malformed is nobody's. */
export function readClaim({ headers }: Pick<IncomingMessage, 'headers'>): Claim {
  const [scheme = '', value = '', ...more] = (headers.authorization ?? '').trim().split(/ +/)
  switch (more.length > 0 ? '' : scheme.toLowerCase()) {
    case 'ticket':
      return tokenForm.test(value) ? { kind: 'ticket', ticket: value } : { kind: 'nobody' }
    case 'session':
      return tokenForm.test(value) ? { kind: 'session', token: value, by: 'header' } : { kind: 'nobody' }
    case 'basic':
      return readBasic(value)
  }
  if (headers.authorization !== undefined) return { kind: 'nobody' }
  const cookies = (headers.cookie ?? '').split(';').flatMap((pair) => {
    const [name, ...rest] = pair.trim().split('=')
    return name === cookieName ? [rest.join('=')] : []
  })
  const [token = ''] = cookies
  return cookies.length === 1 && tokenForm.test(token) ? { kind: 'session', token, by: 'cookie' } : { kind: 'nobody' }
}

/** Basic (RFC 7617, UTF-8): within the bounds of the native API, and with nothing that no name can have. */
function readBasic(encoded: string): Claim {
  const nobody = { kind: 'nobody' } as const
  if (!/^[A-Za-z0-9+/]{1,4096}={0,2}$/.test(encoded)) return nobody
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(encoded, 'base64'))
  } catch {
    return nobody
  }
  const at = text.indexOf(':')
  const [username, password] = [text.slice(0, at), text.slice(at + 1)]
  if (at < 1 || password === '' || username.length > 300 || password.length > 1_024 || text.includes('\0')) return nobody
  return { kind: 'basic', username, password }
}

/** More is no sign-in. */
const longestBody = 64 * 1024

/** The body as JSON; undefined: it is none, or longer than any that means something. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request) {
    length += chunk.length
    if (length > longestBody) return undefined
    chunks.push(chunk)
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)))
  } catch {
    return undefined
  }
}
