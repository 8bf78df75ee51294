import { HotseatError } from './hotseat.ts'

/** The error for a problem document (RFC 9457) of the server, or for an answer that is none. Never throws. */
export function parseProblem(status: number, body: unknown, retryAfter: string | null): HotseatError {
  const problem = isRecord(body) ? body : {}
  const retryAfterMs = typeof problem.retryAfterMs === 'number' ? problem.retryAfterMs : secondsOf(retryAfter)
  return new HotseatError({
    code: typeof problem.code === 'string' ? problem.code : 'server.internal',
    title: typeof problem.title === 'string' ? problem.title : `The server answered ${status}.`,
    status,
    errors: Array.isArray(problem.errors) ? problem.errors.filter(isFieldError) : [],
    facts: isRecord(problem.facts) ? problem.facts : {},
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  })
}

/** The error for a request that nobody answered. */
export function unreachable(): HotseatError {
  return new HotseatError({ code: 'network.unreachable', title: 'The server could not be reached.', status: 0 })
}

/** Whether a value is an object with keys. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isFieldError(value: unknown): value is { field: string; message: string } {
  return isRecord(value) && typeof value.field === 'string' && typeof value.message === 'string'
}

function secondsOf(retryAfter: string | null): number | undefined {
  return retryAfter !== null && /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) * 1_000 : undefined
}
