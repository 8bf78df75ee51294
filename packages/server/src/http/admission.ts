import { timingSafeEqual } from 'node:crypto'
import { mayDo, type RefusalCode } from '@hotseat/core'
import type { Operation } from '@hotseat/protocol'
import type { FastifyRequest } from 'fastify'
import type { ServerSecrets } from '../deps.ts'
import { isRecorder } from '../sign-on/live-sessions-of.ts'
import { findTenantId } from '../sign-on/tokens.ts'
import type { Caller, RequestFacts } from '../use-case.ts'
import type { AllowedOrigins } from './allowed-origins.ts'
import type { Callers } from './caller.ts'
import type { Denials } from './denials.ts'
import type { OwnOrigins } from './own-origins.ts'
import { Refused } from './problem.ts'
import { type Approach, readApproach } from './request-facts.ts'

/** What admission needs to know. */
export type AdmissionDeps = {
  readonly callers: Callers
  readonly denials: Denials
  readonly secrets: ServerSecrets
  readonly own: OwnOrigins
  readonly allowed: AllowedOrigins
}

/** A request that may go on to its use case. */
export type Admission = { readonly facts: RequestFacts; readonly caller: Caller | null; readonly approach: Approach }

/**
 * The door: origin, then who, then whether the role may, then the CSRF token. All before the body is read, so that a
 * stranger's body costs nothing. Refuses with `Refused` (spec HT1–HT12).
 */
export async function admit(row: Operation, request: FastifyRequest, deps: AdmissionDeps): Promise<Admission> {
  const subId = request.headers['x-hotseat-sub']
  const approach = readApproach(
    { method: request.method, headers: request.headers, subId: Array.isArray(subId) ? subId.join() : subId },
    deps,
  )
  if (approach.provenance === 'refused') throw refusedBy('origin.refused')
  const facts: RequestFacts = {
    address: request.ip,
    userAgent: (request.headers['user-agent'] ?? '').slice(0, 300),
    origin: approach.origin,
    sameOrigin: approach.provenance === 'own',
    browserToken: approach.credentials.browserToken,
    subId: approach.credentials.subId,
  }
  if (row.access === 'anyone') return { facts, caller: null, approach }

  if (approach.provenance === 'foreign') throw refusedBy('origin.refused')
  const found = await deps.callers.find(approach.credentials)
  if (!found.ok) throw new Refused(found.refusal)
  const caller = found.value
  requireListed(approach, caller.tenantId, deps.allowed)
  if (row.access !== 'session' && !mayDo(caller.member.role, row.access)) {
    await deps.denials.record(row, caller, facts)
    throw refusedBy('permission.denied')
  }
  if (isRecorder(caller.session) && row.forRecorders !== true) throw refusedBy('permission.denied')
  if (caller.mustEnrol && row.beforeSecondFactor !== true) throw refusedBy('session.enrolSecondFactor')
  const byCookie = approach.credentials.accessToken === null
  if (row.method !== 'GET' && byCookie) requireCsrf(request.headers['x-csrf-token'], deps.secrets.csrfToken(caller.session.id))
  return { facts, caller, approach }
}

/** A page of tenant A's list has no business in tenant B, so the tenant that a body names must list it too (spec HT6). */
export function requireListedFor(body: unknown, approach: Approach, allowed: AllowedOrigins): void {
  if (typeof body !== 'object' || body === null) return
  if ('tenant' in body && typeof body.tenant === 'string') requireListed(approach, body.tenant, allowed)
  if ('sessionId' in body && typeof body.sessionId === 'string')
    requireListed(approach, findTenantId(body.sessionId) ?? '', allowed)
}

function requireListed(approach: Approach, tenantId: string, allowed: AllowedOrigins): void {
  if (approach.provenance === 'allowed' && !allowed.hasFor(tenantId, approach.origin)) throw refusedBy('origin.refused')
}

function requireCsrf(given: string | string[] | undefined, expected: string): void {
  const bytes = Buffer.from(String(given ?? ''))
  const wanted = Buffer.from(expected)
  if (bytes.length !== wanted.length || !timingSafeEqual(bytes, wanted)) throw refusedBy('csrf.invalid')
}

function refusedBy(code: RefusalCode): Refused {
  return new Refused({ code })
}
