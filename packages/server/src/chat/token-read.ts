import type { Refusal } from '@hotseat/core'
import type { TokenFound } from '@hotseat/protocol'

/** Why a token is refused: what the page is told, and what whoever looks into it finds (spec CT16). */
export type TokenFault = { readonly ok: false; readonly refusal: Refusal; readonly found: TokenFound }

/** A part of a token that was read, or what is wrong with it. A `Result`, too. */
export type TokenRead<T> = { readonly ok: true; readonly value: T } | TokenFault

/** A part that was read. */
export function tokenRead<T>(value: T): TokenRead<T> {
  return { ok: true, value }
}

/** A fault; the log has what was found as well, the page has not. */
export function tokenFault(refusal: Omit<Refusal, 'detail'>, found: TokenFound): TokenFault {
  return { ok: false, refusal: { ...refusal, detail: JSON.stringify(found) }, found }
}
