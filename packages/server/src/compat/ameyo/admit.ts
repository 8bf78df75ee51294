import { normaliseUsername } from '@hotseat/core'
import type { FastifyRequest } from 'fastify'
import { Refused } from '../../http/problem.ts'
import type { Caller, RequestFacts } from '../../use-case.ts'
import type { AdapterParts } from '../adapter.ts'
import { readVendorApproach } from '../vendor-facts.ts'
import type { Claims, Jwts } from './jwt.ts'

/** A call that carries a live session. */
export type Admitted = { readonly caller: Caller; readonly facts: RequestFacts; readonly claims: Claims }

/** Finds who calls; every call is a sign of life (spec CP4). Somebody without a second factor may only sign out. */
export type Admit = (request: FastifyRequest, options?: { readonly beforeSecondFactor?: true }) => Promise<Admitted>

/**
 * The headers of a signed-in client: `Authorization: <jwt>`, with `Bearer` or without, and the `sessionId` that the token is
 * for (spec AM4). A token that is not ours is `session.missing`; a session that is over, or another one, is `session.ended`.
 */
export function createAdmit(parts: AdapterParts, jwts: Jwts): Admit {
  return async (request, { beforeSecondFactor = false } = {}) => {
    const facts = requireOwnPage(request, parts)
    const claims = jwts.read((request.headers.authorization ?? '').replace(/^Bearer +/i, ''))
    if (claims === null) throw new Refused({ code: 'session.missing' })
    if (request.headers.sessionid !== claims.sessionId) throw new Refused({ code: 'session.ended' })
    const found = await parts.callers.find({ accessToken: claims.accessToken, browserToken: null, subId: '' })
    if (!found.ok) throw new Refused({ code: 'session.ended' })
    if (found.value.mustEnrol && !beforeSecondFactor) throw new Refused({ code: 'session.enrolSecondFactor' })
    await parts.leases.renew(found.value)
    return { caller: found.value, facts, claims }
  }
}

/** Only the page's own host may call (seed 000), or a client that is no browser. */
export function requireOwnPage(request: FastifyRequest, parts: AdapterParts): RequestFacts {
  const { provenance, facts } = readVendorApproach(request, parts)
  if (provenance !== 'own') throw new Refused({ code: 'origin.refused' })
  return { ...facts, application: 'ameyo', onePlace: true, givesNoReason: true }
}

/** A body or query that names a session names the caller's. */
export function requireOwnSession({ caller }: Admitted, sessionId: string | undefined): void {
  if (sessionId !== undefined && sessionId !== caller.session.id) throw new Refused({ code: 'session.ended' })
}

/** Whether a name is the caller's own. */
export function isOwnName({ caller }: Admitted, userId: string): boolean {
  return normaliseUsername(userId) === caller.member.username
}
