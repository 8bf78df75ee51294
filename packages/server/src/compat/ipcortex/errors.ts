import type { Refusal } from '@hotseat/core'
import type { FastifyReply } from 'fastify'
import { problemOf } from '../../http/problem.ts'

/** The one body in which this API says no. */
const fail = { result: 'fail' } as const

/**
 * The error table. A sign-in that was looked at and refused is an answer like any other, 200; what could not be looked at
 * has the status of the native API. Our own library reads the reason from a header; the published body has no place for it.
 */
export function refuse(reply: FastifyReply, refusal: Refusal): FastifyReply {
  const { status, retryAfterMs } = problemOf(refusal)
  const isAboutSession =
    refusal.code.startsWith('signIn.') || refusal.code === 'session.missing' || refusal.code === 'session.ended'
  // A key that is none, say, is bad input, though the sign-in tells it.
  const isJudged = isAboutSession && status !== 400
  if (retryAfterMs !== undefined) reply.header('retry-after', Math.max(1, Math.ceil(retryAfterMs / 1_000)))
  return reply
    .header('x-hotseat-code', refusal.code)
    .code(isJudged ? 200 : status)
    .send(fail)
}
