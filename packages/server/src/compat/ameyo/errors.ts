import { type Refusal, type RefusalCode, refusals } from '@hotseat/core'
import type { FastifyReply } from 'fastify'
import { type FieldError, problemOf } from '../../http/problem.ts'

/** The body of a refusal as Ameyo's clients read it. */
type AmeyoError = {
  readonly message: string | null
  readonly code: number
  readonly info?: string
  readonly status?: number
}

/** Bodies that the published clients know by heart. They stand as they were seen, with nothing more. */
const verbatim: Partial<Record<RefusalCode, { readonly status: number; readonly body: AmeyoError }>> = {
  'session.missing': { status: 401, body: { message: 'invalid.authentication.token', code: 909_090 } },
  'session.ended': { status: 403, body: { message: null, code: 99_999, info: 'invalid.session.id' } },
}

/** The other refusals that have a name of Ameyo's; what is not here goes by our own code. */
const messages: Partial<Record<RefusalCode, string>> = {
  'request.malformed': 'invalid.request',
  'request.invalid': 'invalid.request',
  'request.method': 'method.not.allowed',
  'request.notFound': 'not.found',
  'permission.denied': 'access.denied',
  'signIn.credentials': 'invalid.credentials',
  'signIn.elsewhere': 'user.already.logged.in',
  'signIn.blocked': 'user.account.locked',
  'signIn.secondFactor': 'one.time.code.required',
  'signIn.secondFactorWrong': 'one.time.code.invalid',
  'password.wrong': 'invalid.current.password',
}

/** Answers with a refusal in Ameyo's shape; `code` repeats the HTTP status where Ameyo has no number of its own. */
export function refuseAsAmeyo(reply: FastifyReply, refusal: Refusal, errors: readonly FieldError[]): FastifyReply {
  const { retryAfterMs } = problemOf(refusal, errors)
  if (retryAfterMs !== undefined) reply.header('retry-after', Math.max(1, Math.ceil(retryAfterMs / 1_000)))
  const { status, body } = verbatim[refusal.code] ?? derived(refusal, errors)
  return reply.code(status).type('application/json; charset=utf-8').send(JSON.stringify(body))
}

function derived({ code, field }: Refusal, errors: readonly FieldError[]): { status: number; body: AmeyoError } {
  const { status, title } = refusals[code]
  const faults = errors.map((error) => `${error.field || 'the request'} ${error.message}`).join('; ')
  const info = faults || (field === undefined ? title : `${title} (${field})`)
  return { status, body: { message: messages[code] ?? code, code: status, info, status } }
}
