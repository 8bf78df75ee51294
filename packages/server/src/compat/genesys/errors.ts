import { type Refusal, type RefusalCode, refusals } from '@hotseat/core'
import type { FastifyReply } from 'fastify'
import { type FieldError, problemOf } from '../../http/problem.ts'

/** The vendor's status codes; every body has one. */
export const statusCodes = {
  ok: 0,
  missingParameter: 1,
  invalidForState: 2,
  forbidden: 3,
  internal: 4,
  noPermission: 5,
  notFound: 6,
  partialSuccess: 7,
  validation: 10,
  exists: 18,
  inUse: 19,
  notAuthenticated: 20,
} as const
export type StatusCode = (typeof statusCodes)[keyof typeof statusCodes]

/** What went wrong, as the vendor's clients read it: of a whole call, or of one channel. */
export type Status = { readonly statusCode: StatusCode; readonly statusMessage: string }
type Row = Partial<Status> & { readonly http?: number }

/** Nobody learns from it what was missing: a session, a user of that name, or the right password (S-07). */
const accessDenied = { http: 403, statusCode: statusCodes.notAuthenticated, statusMessage: 'Access denied' } as const

/** The error table. What is not here goes by the HTTP status of our own code, and says our sentence. */
const rows: { readonly [C in RefusalCode]?: Row } = {
  'session.missing': accessDenied,
  'session.ended': accessDenied,
  'signIn.credentials': accessDenied,
  'signIn.none': accessDenied,
  // There is no field for a one-time code in Basic.
  'signIn.secondFactor': { http: 403, statusCode: statusCodes.forbidden },
  'session.enrolSecondFactor': { statusCode: statusCodes.noPermission },
  'csrf.invalid': { statusCode: statusCodes.forbidden, statusMessage: 'Missing or invalid Csrf token' },
  'origin.refused': { statusCode: statusCodes.forbidden },
  'permission.denied': { statusCode: statusCodes.noPermission },
  'agent.notAgent': { statusCode: statusCodes.noPermission },
  'agent.medium': { http: 409, statusCode: statusCodes.invalidForState, statusMessage: 'The channel was not started.' },
  'signIn.place': { http: 404, statusCode: statusCodes.notFound },
  'signIn.extension': { http: 404, statusCode: statusCodes.notFound },
  'object.unknown': { statusMessage: 'There is no such channel.' },
  'object.exists': { statusCode: statusCodes.exists },
  'object.inUse': { statusCode: statusCodes.inUse },
}

const byHttp: Readonly<Record<number, StatusCode>> = {
  400: statusCodes.validation,
  401: statusCodes.notAuthenticated,
  404: statusCodes.notFound,
  409: statusCodes.invalidForState,
  413: statusCodes.validation,
  415: statusCodes.validation,
  500: statusCodes.internal,
  503: statusCodes.internal,
}

/** A refusal in the vendor's words, with the HTTP status that goes with it. */
export function statusOf({ code }: Refusal, errors: readonly FieldError[] = []): Status & { readonly http: number } {
  const { status, title } = refusals[code]
  const row: Row = rows[code] ?? {}
  const http = row.http ?? (status === 401 ? 403 : status)
  const faults = errors.map((error) => `${error.field || 'the body'} ${error.message}`)
  const statusMessage = row.statusMessage ?? [title, ...faults].join(' ')
  const isMissing = errors.some(({ message }) => message === 'is missing')
  const statusCode = isMissing ? statusCodes.missingParameter : (row.statusCode ?? byHttp[status] ?? statusCodes.forbidden)
  return { http, statusCode, statusMessage }
}

/** Answers with a refusal in the vendor's shape, and nothing else in the body. */
export function refuseAsGenesys(reply: FastifyReply, refusal: Refusal, errors: readonly FieldError[]): FastifyReply {
  const { retryAfterMs } = problemOf(refusal, errors)
  if (retryAfterMs !== undefined) reply.header('retry-after', Math.max(1, Math.ceil(retryAfterMs / 1_000)))
  const { http, statusCode, statusMessage } = statusOf(refusal, errors)
  return reply.code(http).type('application/json; charset=utf-8').send(JSON.stringify({ statusCode, statusMessage }))
}
