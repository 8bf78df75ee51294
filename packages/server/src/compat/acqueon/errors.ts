import { type Refusal, type RefusalCode, refusals } from '@hotseat/core'
import type { FieldError } from '../../http/problem.ts'
import { type BusEvent, eventOf } from './envelope.ts'

/** The vendor's words for a sign-in that failed. */
export type LoginError = 'Invalid Credentials' | 'Account Locked' | 'Invalid Extension'

/** The refusals of a sign-in for which the vendor has a word; the rest is told as `Error/RequestRefused`. */
const loginErrors: { readonly [C in RefusalCode]?: LoginError } = {
  'signIn.credentials': 'Invalid Credentials',
  'signIn.secondFactor': 'Invalid Credentials',
  'signIn.secondFactorWrong': 'Invalid Credentials',
  'signIn.blocked': 'Account Locked',
  'signIn.source': 'Account Locked',
  // The clients know no other word for "wait".
  'rate.limited': 'Account Locked',
  'signIn.extension': 'Invalid Extension',
}

/** These say more than the vendor's word does, so the code goes with it. */
const withReason: readonly RefusalCode[] = ['signIn.secondFactor', 'signIn.secondFactorWrong', 'signIn.source', 'rate.limited']

/** A refused sign-in as the vendor's event (spec AQ11, AQ12). */
export function encodeLoginFailed(refusal: Refusal, errors: readonly FieldError[]): BusEvent {
  const { code } = refusal
  const isExtension = code === 'request.invalid' && errors.some(({ field }) => field === 'extension')
  const errorType = isExtension ? 'Invalid Extension' : loginErrors[code]
  if (errorType === undefined) return encodeRefused('Agent/SetUserInfo', refusal, errors)
  const retryAfterSeconds = secondsOf(refusal)
  return eventOf('Agent/LoginFailed', {
    errorType,
    ...(retryAfterSeconds !== null && { retryAfterSeconds }),
    ...(withReason.includes(code) && { reason: code }),
  })
}

/** Any other request that was refused. The vendor has no such event: ours by definition (spec AQ23). */
export function encodeRefused(request: string, refusal: Refusal, errors: readonly FieldError[] = []): BusEvent {
  if (isSignedOut(refusal)) return eventOf('Error/NotSignedIn', { request })
  const field = errors[0]?.field ?? refusal.field
  const retryAfterSeconds = secondsOf(refusal)
  return eventOf('Error/RequestRefused', {
    request,
    reason: refusal.code,
    text: refusals[refusal.code].title,
    ...(field !== undefined && field !== '' && { field }),
    ...(retryAfterSeconds !== null && { retryAfterSeconds }),
  })
}

function isSignedOut({ code }: Refusal): boolean {
  return code === 'session.missing' || code === 'session.ended'
}

function secondsOf({ facts }: Refusal): number | null {
  return typeof facts?.retryAfterMs === 'number' ? Math.max(1, Math.ceil(facts.retryAfterMs / 1_000)) : null
}
