import type { IncomingHttpHeaders } from 'node:http'
import type { AllowedOrigins } from './allowed-origins.ts'
import type { Credentials } from './caller.ts'
import { cookieName, readCookie } from './cookie.ts'
import { judgeOrigin, type Provenance } from './origin.ts'
import type { OwnOrigins } from './own-origins.ts'
import { Refused } from './problem.ts'

/** What the headers of a request or of a WebSocket handshake say, read once. */
export type Approach = {
  readonly provenance: Provenance
  /** What a proof of the device key is signed over: the page's origin, or ours for a client that is no browser. */
  readonly origin: string
  readonly credentials: Credentials
}

const subIdForm = /^[A-Za-z0-9_-]{0,64}$/
const bearerForm = /^Bearer ([A-Za-z0-9._~+/-]{1,512})$/i

/** Reads where a request comes from and what it brings; the cookie counts only from our own pages (spec HT7). */
export function readApproach(
  request: { readonly method: string | undefined; readonly headers: IncomingHttpHeaders; readonly subId: string | undefined },
  origins: { readonly own: OwnOrigins; readonly allowed: AllowedOrigins },
): Approach {
  const { headers, method } = request
  const { own, allowed } = origins
  const site = headers['sec-fetch-site']
  const provenance = judgeOrigin(
    {
      safe: method === 'GET' || method === 'HEAD',
      origin: headers.origin,
      site: Array.isArray(site) ? site.join() : site,
      cookie: headers.cookie !== undefined,
    },
    { isOwn: own.has, isAllowed: allowed.has },
  )
  const subId = request.subId ?? ''
  if (!subIdForm.test(subId))
    throw new Refused({ code: 'request.invalid' }, [
      { field: 'X-Hotseat-Sub', message: 'must be at most 64 of A–Z, a–z, 0–9, _ and -' },
    ])
  return {
    provenance,
    origin: headers.origin ?? calledOrigin(headers.host, own),
    credentials: {
      browserToken: provenance === 'own' ? readCookie(headers.cookie, cookieName(own.secure)) : null,
      accessToken: bearerForm.exec(headers.authorization ?? '')?.[1] ?? null,
      subId,
    },
  }
}

/** A client that is no browser signs over the address it called; `Host` only picks among our own names (S-36). */
export function calledOrigin(host: string | undefined, own: OwnOrigins): string {
  const called = `${own.secure ? 'https' : 'http'}://${host ?? ''}`
  return own.has(called) ? called : own.main()
}
