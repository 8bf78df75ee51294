import type { Refusal, RefusalCode } from '@hotseat/core'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Overloaded } from '../ports.ts'
import { StoreUnavailable } from '../store/store-unavailable.ts'
import { Refused, sendProblem } from './problem.ts'

/** Fastify's own complaints about a request, in our codes; other 4xx of it are `request.malformed`. */
const byFastifyCode: Readonly<Record<string, RefusalCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'request.tooLarge',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'request.mediaType',
}

/** What an error is to the client. Whatever we do not know is our fault, and says nothing about us (S-73). */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refused) return error.refusal
  if (error instanceof Overloaded) return { code: 'overload.passwords', facts: { retryAfterMs: error.retryAfterMs } }
  if (error instanceof StoreUnavailable) return { code: 'store.unavailable' }
  const { code, statusCode } = describe(error)
  const known = code === undefined ? undefined : byFastifyCode[code]
  if (known !== undefined) return { code: known }
  // Files: a folder, or a path that leads out of ours, is nothing to see either.
  if (statusCode === 403 || statusCode === 404) return { code: 'request.notFound' }
  return { code: statusCode !== undefined && statusCode >= 400 && statusCode < 500 ? 'request.malformed' : 'server.internal' }
}

function describe(error: unknown): { code?: string; statusCode?: number } {
  if (typeof error !== 'object' || error === null) return {}
  return {
    ...('code' in error && typeof error.code === 'string' ? { code: error.code } : {}),
    ...('statusCode' in error && typeof error.statusCode === 'number' ? { statusCode: error.statusCode } : {}),
  }
}

/** Answers any error with a problem document; logs only what is ours to mend. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = refusalOf(error)
  if (refusal.code === 'server.internal') request.log.error({ err: error, operation: request.routeOptions.url }, 'request failed')
  if (refusal.code === 'store.unavailable') request.log.warn({ operation: request.routeOptions.url }, 'store unavailable')
  return sendProblem(reply, refusal, error instanceof Refused ? error.errors : [])
}
