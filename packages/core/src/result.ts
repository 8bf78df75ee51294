import type { RefusalCode } from './refusals.ts'

/** Why a command was not carried out. `code` is stable; `detail` is for logs and never leaves the server. */
export type Refusal = {
  readonly code: RefusalCode
  /** The input field at fault, in the words of the native API, if one is. */
  readonly field?: string
  /** Facts a person needs to go on (`retryAfterMs`, `endReason`, …). Public. */
  readonly facts?: Readonly<Record<string, string | number | boolean | null>>
  readonly detail?: string
}

/** An outcome that is either a value or a refusal; rules return it, they never throw. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal }

/** A successful outcome. */
export function accepted<T>(value: T): Result<T> {
  return { ok: true, value }
}

/** A refusal with its stable code. */
export function refused(code: RefusalCode, rest: Omit<Refusal, 'code'> = {}): { ok: false; refusal: Refusal } {
  return { ok: false, refusal: { code, ...rest } }
}
