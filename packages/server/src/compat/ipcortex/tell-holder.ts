import type { FastifyRequest } from 'fastify'
import { Refused } from '../../http/problem.ts'
import type { AdapterParts } from '../adapter.ts'
import { requireAnswer } from '../require-answer.ts'
import type { VendorApproach } from '../vendor-facts.ts'
import { findHolder } from './approach.ts'
import { encodeUser } from './encode-user.ts'
import { readSessionCookie } from './session-cookie.ts'

/**
 * `POST /rest/auth/` with a cookie and no credentials: who is signed in by it. This API has no other call that a REST client could
 * make now and then, so it is their sign of life (spec PX10). Refuses a request that brings neither.
 */
export async function tellHolder(parts: AdapterParts, request: FastifyRequest, approach: VendorApproach): Promise<unknown> {
  const token = approach.provenance === 'own' ? readSessionCookie(request.headers.cookie) : null
  if (token === null) throw new Refused({ code: 'request.invalid', field: 'auth.username' })
  const holder = await findHolder(request, approach, parts)
  if (holder === null) throw new Refused({ code: 'session.missing' })
  await parts.leases.renew(holder)
  return { result: 'success', user: encodeUser(requireAnswer(await parts.perform('session', holder, {}, approach.facts)), token) }
}
