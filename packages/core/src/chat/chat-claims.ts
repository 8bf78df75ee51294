import { accepted, type Result, refused } from '../result.ts'

/** How long a clock may be ahead, and how long a token may live, in seconds (spec CT5, CT6). */
export const leewayS = 60
export const longestTokenS = 24 * 3_600

/** The claims that a token may be refused for. */
export const chatClaims = ['email', 'exp', 'iat', 'nbf', 'displayName', 'sub', 'jti', 'aud'] as const
type ChatClaim = (typeof chatClaims)[number]

/** What a project asks of a token beyond what every token has. */
export type TokenPolicy = {
  /** The `aud` that has to be in it; null: none is asked for, and one that is there is passed over. */
  readonly audience: string | null
  /** Each token counts once, by its `jti`. */
  readonly singleUse: boolean
}

/** Whom a token speaks for. */
export type ChatIdentity = {
  /** `sub`, else the e-mail in lower case: what names a customer within the project (spec CT9). */
  readonly subject: string
  readonly email: string
  readonly name: string
  readonly jti: string | null
  /** When the token is over, epoch ms. */
  readonly expiresAt: number
}

/**
 * Reads the claims of a token whose signature is right (vendor contract, section 4; RFC 7519). `now` is epoch ms. Fractional
 * moments are valid. The refusal's facts name the claim.
 */
export function readChatClaims(
  claims: Readonly<Record<string, unknown>>,
  policy: TokenPolicy,
  now: number,
): Result<ChatIdentity> {
  const nowS = now / 1_000
  for (const name of ['email', 'exp'] as const) if (claims[name] === undefined) return missing(name)
  const { exp, iat, nbf, email, displayName, sub, jti, aud } = claims
  if (!isMoment(exp)) return invalid('exp')
  if (iat !== undefined && !isMoment(iat)) return invalid('iat')
  if (nbf !== undefined && !isMoment(nbf)) return invalid('nbf')
  if (!isEmail(email)) return invalid('email')
  if (displayName !== undefined && !isText(displayName, 120)) return invalid('displayName')
  if (sub !== undefined && !isText(sub, 255)) return invalid('sub')
  if (jti !== undefined && !isText(jti, 255)) return invalid('jti')
  if (exp <= nowS - leewayS) return refused('chatToken.expired')
  if (iat !== undefined && iat > nowS + leewayS) return invalid('iat')
  if (nbf !== undefined && nbf > nowS + leewayS) return invalid('nbf')
  if (exp - (iat ?? nowS) > longestTokenS) return invalid('exp')
  if (policy.audience !== null && !isFor(aud, policy.audience)) return aud === undefined ? missing('aud') : invalid('aud')
  if (policy.singleUse && jti === undefined) return missing('jti')
  return accepted({
    subject: sub === undefined ? `email:${email.toLowerCase()}` : `sub:${sub}`,
    email,
    name: displayName === undefined || displayName.trim() === '' ? email : displayName,
    jti: jti ?? null,
    // Up: what counts once is not forgotten while it still counts.
    expiresAt: Math.ceil(exp * 1_000),
  })
}

function isMoment(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0
}

function isText(value: unknown, longest: number): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= longest
}

/** One `@` with something before it and a host behind it; whether mail arrives there is the customer's own site's business. */
function isEmail(value: unknown): value is string {
  if (!isText(value, 254)) return false
  const at = value.lastIndexOf('@')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it keeps out.
  return at > 0 && at < value.length - 1 && !/[\s\u0000-\u001f<>"]/.test(value)
}

function isFor(aud: unknown, audience: string): boolean {
  return aud === audience || (Array.isArray(aud) && aud.includes(audience))
}

function missing(claim: ChatClaim): Result<never> {
  return refused('chatToken.claim', { facts: { claim } })
}

function invalid(claim: ChatClaim): Result<never> {
  return refused('chatToken.claimValue', { facts: { claim } })
}
