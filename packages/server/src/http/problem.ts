import { type Refusal, type RefusalCode, refusals } from '@hotseat/core'
import type { ProblemDocument } from '@hotseat/protocol'
import type { FastifyReply } from 'fastify'

/** A field at fault and what is wrong with it, in plain words. */
export type FieldError = { readonly field: string; readonly message: string }

/** A refusal on its way out of a hook or a parser; the error handler answers with its problem document. */
export class Refused extends Error {
  readonly refusal: Refusal
  readonly errors: readonly FieldError[]
  constructor(refusal: Refusal, errors: readonly FieldError[] = []) {
    super(refusal.code)
    this.name = 'Refused'
    this.refusal = refusal
    this.errors = errors
  }
}

/** Statuses that say "later" and so must say when, and how long when nobody knows better. */
const laterStatuses: readonly number[] = [429, 503]
const defaultRetryMs = 1_000

/** The RFC 9457 document of a refusal. The private detail stays here. */
export function problemOf(refusal: Refusal, errors: readonly FieldError[] = []): ProblemDocument {
  const { status, title } = refusals[refusal.code]
  const fields = errors.length > 0 || refusal.field === undefined ? errors : [{ field: refusal.field, message: title }]
  const asked = refusal.facts?.retryAfterMs
  const retryAfterMs = typeof asked === 'number' ? Math.ceil(asked) : defaultRetryMs
  return {
    type: typeOf(refusal.code),
    title,
    status,
    code: refusal.code,
    ...(fields.length > 0 ? { errors: [...fields] } : {}),
    ...(laterStatuses.includes(status) ? { retryAfterMs } : {}),
    ...(refusal.facts ? { facts: { ...refusal.facts } } : {}),
  }
}

function typeOf(code: RefusalCode): string {
  return `urn:hotseat:problem:${code}`
}

/** Answers with a refusal's problem document and the headers that go with it. */
export function sendProblem(reply: FastifyReply, refusal: Refusal, errors: readonly FieldError[] = []): FastifyReply {
  const problem = problemOf(refusal, errors)
  if (problem.retryAfterMs !== undefined) reply.header('retry-after', Math.max(1, Math.ceil(problem.retryAfterMs / 1_000)))
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer realm="hotseat"')
  return reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem))
}
