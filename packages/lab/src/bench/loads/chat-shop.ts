import { createHmac } from 'node:crypto'
import { encodeRequest, openHttpConnection } from '../wire/http-connection.ts'
import { createSeat, headersOf, requireJson, signIn, siteOf } from './seat.ts'

/** A web site with its back end, which signs its customers in to the demo's chat by a secret key of its own. */
export type Shop = { readonly port: number; readonly kid: string; readonly secret: string }

/** The shop's pages are of another origin than the chat; in demo mode any on this machine may show it. */
const origin = 'http://localhost:4444'
const where = { tenant: 'demo', project: 'support' } as const

/** Has a new secret key made for the project, as an administrator does. */
export async function openShop(port: number): Promise<Shop> {
  const site = siteOf(port)
  const connection = await openHttpConnection(port)
  const admin = { ...createSeat(0), username: 'admin01' }
  await signIn(connection, site, admin)
  const request = encodeRequest('POST', `/v1/admin/chat/projects/${where.project}/keys`, headersOf(site, admin))
  const { kid, secret } = requireJson<{ kid: string; secret: string }>(await connection.send(request))
  connection.close()
  return { port, kid, secret }
}

/** A token of the customer with this number, good for five minutes. */
export function signToken({ kid, secret }: Shop, number: number, now: number): string {
  const s = Math.floor(now / 1_000)
  const claims = {
    sub: String(number),
    email: `c${number}@shop.example`,
    displayName: `Customer ${number}`,
    iat: s,
    exp: s + 300,
  }
  const signed = `${encodePart({ alg: 'HS256', typ: 'JWT', kid })}.${encodePart(claims)}`
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}

function encodePart(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}

/** The headers that a browser on a page of the shop sends; `session` is the customer's token once they are signed in. */
export function shopHeaders({ port }: Shop, session?: string): Record<string, string> {
  const common = { host: `127.0.0.1:${port}`, origin, 'sec-fetch-site': 'cross-site' }
  return session === undefined ? common : { ...common, authorization: `Bearer ${session}` }
}

/** The bytes of a token login. */
export function encodeLogin(shop: Shop, token: string): Buffer {
  return encodeRequest('POST', '/chat/v1/login', shopHeaders(shop), { ...where, token })
}
