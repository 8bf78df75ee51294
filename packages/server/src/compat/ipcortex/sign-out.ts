import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refused } from '../../http/problem.ts'
import type { AdapterParts } from '../adapter.ts'
import { requireAnswer } from '../require-answer.ts'
import { findHolder, readApproach } from './approach.ts'
import { writeSessionCookie } from './session-cookie.ts'

/** `POST /rest/auth/logout`: ends the session that the cookie holds, and takes the cookie away. */
export async function signOut(parts: AdapterParts, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const approach = readApproach(request, parts)
  const holder = await findHolder(request, approach, parts)
  if (approach.provenance === 'own') reply.header('set-cookie', writeSessionCookie(null, parts.own.secure))
  if (holder === null) throw new Refused({ code: 'session.missing' })
  requireAnswer(await parts.perform('signOut', holder, { body: {} }, approach.facts))
  return { result: 'success' }
}
