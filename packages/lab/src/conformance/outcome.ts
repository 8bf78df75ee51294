import { Deviation, NotOffered } from './case.ts'

/** What a look at one case showed. */
export type Outcome =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed'; readonly what: string; readonly expected?: unknown; readonly found?: unknown }
  | { readonly kind: 'notOffered'; readonly what: string }

/** What a look that threw has shown (spec CS2, CS3). */
export function outcomeOf(error: unknown): Exclude<Outcome, { kind: 'passed' }> {
  if (error instanceof NotOffered) return { kind: 'notOffered', what: error.message }
  if (error instanceof Deviation) {
    const { what, expected, found } = error
    const isMissing = lacksCall(statusOf(found)) && statusOf(expected) !== undefined && !lacksCall(statusOf(expected))
    return isMissing ? { kind: 'notOffered', what } : { kind: 'failed', what, expected, found }
  }
  const what = sentenceOf(error)
  // What `ws` says of a handshake that was answered with a status.
  const handshake = /^Unexpected server response: (\d{3})$/.exec(what)
  return { kind: lacksCall(Number(handshake?.[1])) ? 'notOffered' : 'failed', what }
}

/** 404: no such address; 501: not implemented (RFC 9110). A 405 is the address's own answer and may be the documented one. */
function lacksCall(status: number | undefined): boolean {
  return status === 404 || status === 501
}

/** The HTTP status in what a case compared: the number itself, or a member `status` beside others. */
function statusOf(value: unknown): number | undefined {
  const status = typeof value === 'object' && value !== null && 'status' in value ? value.status : value
  return typeof status === 'number' && Number.isInteger(status) && status >= 100 && status <= 599 ? status : undefined
}

/** What went wrong, down to the cause: `fetch failed` alone says nothing. */
function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const message = error.message || error.name
  return error.cause === undefined ? message : `${message}: ${sentenceOf(error.cause)}`
}
