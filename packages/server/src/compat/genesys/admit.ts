import { normaliseUsername } from '@hotseat/core'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Provenance } from '../../http/origin.ts'
import { Refused } from '../../http/problem.ts'
import type { Caller, RequestFacts } from '../../use-case.ts'
import type { AdapterParts } from '../adapter.ts'
import type { NamedUser } from '../find-tenant.ts'
import { requireAnswer } from '../require-answer.ts'
import { readVendorApproach, type VendorApproach } from '../vendor-facts.ts'
import { type Basic, readBasic } from './basic.ts'
import { csrfHeader, csrfTokenOf, isCsrfToken } from './csrf.ts'
import { readSessionCookie, writeSessionCookie } from './session-cookie.ts'

/** A call that speaks for a live session. */
export type Admitted = {
  readonly caller: Caller
  readonly facts: RequestFacts
  /** The cookie that the browser has, if any, is this session's; else it is another tenant's, and not the page's to take (spec GW17). */
  readonly ownsCookie: boolean
}

/**
 * Finds who calls, or signs them in; puts cookie and CSRF token on the answer where they belong. Throws `Refused`. What is
 * to be read of the call is looked at before a password is: a call that is refused anyway opens no session (spec GW62).
 */
export type Admit = (request: FastifyRequest, reply: FastifyReply, read?: () => unknown) => Promise<Admitted>

type Opened = { readonly caller: Caller; readonly token: string }

/** Nobody is found in it: a tenant's id has other characters. */
const noTenant = '?'

/**
 * The door of every call. The cookie goes first; a password is looked at only when there is no live session of that person
 * beside it, and only from where somebody may sign in (spec GW10–GW17).
 */
export function createAdmit(parts: AdapterParts): Admit {
  const { callers, leases, own, deps } = parts

  /** The session of the cookie, live and of whichever tenant. A page that may not even read is nobody, whatever it carries. */
  async function findCarried(request: FastifyRequest, provenance: Provenance): Promise<Caller | null> {
    if (provenance === 'foreign') throw new Refused({ code: 'session.missing' })
    if (provenance === 'refused' && !isNameless(request)) throw new Refused({ code: 'origin.refused' })
    const accessToken = readSessionCookie(request.headers.cookie)
    const found = accessToken === null ? null : await callers.find({ accessToken, browserToken: null, subId: '' })
    const live = found?.ok ? found.value : null
    if (provenance === 'refused' && live !== null && !hasCsrfToken(request, live)) throw new Refused({ code: 'csrf.invalid' })
    return live
  }

  async function findNamed(basic: Basic, request: FastifyRequest): Promise<NamedUser> {
    return (await parts.findNamedUser(basic.name, request.hostname)) ?? { tenant: noTenant, username: basic.name }
  }

  function hasCsrfToken({ headers }: FastifyRequest, live: Caller | null): boolean {
    return live !== null && isCsrfToken(deps.secrets, live.session.id, headers['x-csrf-token'])
  }

  /** Whether the page, if it is another origin's, may speak to the tenant. */
  function isListed(tenantId: string, { provenance, facts }: VendorApproach): boolean {
    return provenance !== 'allowed' || parts.allowed.hasFor(tenantId, facts.origin)
  }

  /** Whoever knows the password comes in, wherever they were: the API has no word for "somewhere else". */
  async function open({ tenant, username }: NamedUser, { password }: Basic, facts: RequestFacts): Promise<Opened> {
    const body = { tenant, username, password, credential: 'bearer', takeOver: true, media: [] }
    const answer = requireAnswer(await parts.perform('signIn', null, { body }, facts))
    // Not by the token: another call with the same password may have got the next one meanwhile.
    const store = deps.store.tenant(tenant)
    const session = await store.get('sessions', { id: answer.session.id })
    const member = await store.get('members', { id: answer.user.id })
    const found = session && member && (await callers.recheck({ tenantId: tenant, session, member, mustEnrol: false }))
    if (!found?.ok || answer.accessToken === undefined) throw new Refused({ code: 'session.ended' })
    return { caller: found.value, token: answer.accessToken.value }
  }

  return async (request, reply, read) => {
    const approach = readVendorApproach(request, parts)
    const facts: RequestFacts = { ...approach.facts, application: 'genesys', client: 'genesys', givesNoReason: true }
    const isWrite = request.method !== 'GET' && request.method !== 'HEAD'
    const tellToken = ({ session }: Caller) =>
      reply.header('x-csrf-header', csrfHeader).header('x-csrf-token', csrfTokenOf(deps.secrets, session.id))
    const carried = await findCarried(request, approach.provenance)
    // A page has no say over the session of a tenant that does not list it, nor learns of it (spec GW17).
    const live = carried !== null && isListed(carried.tenantId, approach) ? carried : null
    const ownsCookie = carried === live
    const basic = readBasic(request.headers.authorization)
    const named = basic && (await findNamed(basic, request))
    let caller = live
    if (basic === null || named === null || isSame(named, live)) {
      if (caller === null) throw new Refused({ code: 'session.missing' })
      if (!isWrite) tellToken(caller)
      else if (!hasCsrfToken(request, caller)) throw new Refused({ code: 'csrf.invalid' })
    } else {
      if (!isListed(named.tenant, approach)) throw new Refused({ code: 'origin.refused' })
      read?.()
      const replaces = live === null ? {} : { replaces: { tenant: live.tenantId, sessionId: live.session.id } }
      const opened = await open(named, basic, { ...facts, ...replaces })
      caller = opened.caller
      tellToken(caller)
      const foreign = approach.provenance === 'allowed'
      // A browser has one such cookie: what it named before is nobody's from now on, unless that is not the page's to take.
      if (ownsCookie) reply.header('set-cookie', writeSessionCookie(opened.token, { secure: own.secure, foreign }))
    }
    await leases.renew(caller)
    if (isWrite) await leases.active(caller)
    return { caller, facts, ownsCookie }
  }
}

/**
 * No browser of today leaves both out of a write. With the session's CSRF token it is nobody's forgery, and neither is a
 * password in a header that no page can set without asking first (S-30).
 */
function isNameless({ headers }: FastifyRequest): boolean {
  return headers.origin === undefined && headers['sec-fetch-site'] === undefined
}

function isSame({ tenant, username }: NamedUser, live: Caller | null): boolean {
  return live !== null && tenant === live.tenantId && normaliseUsername(username) === live.member.username
}
