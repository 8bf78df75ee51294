import type { Refusal } from '@hotseat/core'
import type { FastifyReply } from 'fastify'
import { chatMessageOf } from '../../chat/chat-message.ts'
import { type FieldError, problemOf } from '../../http/problem.ts'

/** The error table: problem documents with our codes, and as `title` what `exception.message` says on the page (spec CT11). */
export function refuse(reply: FastifyReply, refusal: Refusal, errors: readonly FieldError[] = []): FastifyReply {
  const problem = { ...problemOf(refusal, errors), title: chatMessageOf(refusal) }
  // A page that may not show this chat may not read why either (spec CU2).
  if (refusal.code === 'chat.origin') reply.removeHeader('access-control-allow-origin')
  if (problem.retryAfterMs !== undefined) reply.header('retry-after', Math.max(1, Math.ceil(problem.retryAfterMs / 1_000)))
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer realm="chat"')
  return reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem))
}
