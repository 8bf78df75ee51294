import { timingSafeEqual } from 'node:crypto'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { ServerSecrets } from '../../deps.ts'
import type { Clock } from '../../ports.ts'

/** What a client's token says. `accessToken` is ours and is what counts; the rest is for clients that look inside. */
export type Claims = {
  /** The user name. */
  readonly sub: string
  readonly sessionId: string
  /** Seconds since 1970 (RFC 7519). */
  readonly exp: number
  readonly iat: number
  /** Where the feed stood at the sign-in: a client that has processed nothing is sent what came after it. */
  readonly offset: number
  readonly accessToken: string
}

/** Tokens in the form that Ameyo's clients expect. Any node knows them, also after a restart. */
export type Jwts = {
  issue(claims: Omit<Claims, 'iat'>): string
  /** Null for what is no token of ours, or is past its time. Whether its session is still live, the store says. */
  read(text: string): Claims | null
}

const checker = Compile(
  Type.Object({
    sub: Type.String(),
    sessionId: Type.String(),
    exp: Type.Number(),
    iat: Type.Number(),
    offset: Type.Integer({ minimum: 0 }),
    accessToken: Type.String(),
  }),
)
const header = encode({ alg: 'HS256', typ: 'JWT' })
const form = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{43}$/

export function createJwts(secrets: Pick<ServerSecrets, 'keyedHash'>, clock: Pick<Clock, 'now'>): Jwts {
  const sign = (text: string) => secrets.keyedHash(`ameyo\n${text}`)
  return {
    issue(claims) {
      const text = `${header}.${encode({ ...claims, iat: Math.floor(clock.now() / 1_000) })}`
      return `${text}.${sign(text)}`
    },
    read(text) {
      if (text.length > 4_096 || !form.test(text)) return null
      const [head, body = '', signature = ''] = text.split('.')
      if (head !== header || !timingSafeEqual(Buffer.from(sign(`${head}.${body}`)), Buffer.from(signature))) return null
      const claims: unknown = JSON.parse(Buffer.from(body, 'base64url').toString())
      return checker.Check(claims) && claims.exp * 1_000 > clock.now() ? claims : null
    },
  }
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
