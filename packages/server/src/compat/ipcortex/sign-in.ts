import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refused } from '../../http/problem.ts'
import { createId } from '../../sign-on/tokens.ts'
import type { Caller } from '../../use-case.ts'
import type { AdapterParts } from '../adapter.ts'
import { requireAnswer } from '../require-answer.ts'
import { findHolder, readApproach } from './approach.ts'
import type { SignInBody } from './auth-body.ts'
import { encodeUser } from './encode-user.ts'
import { writeSessionCookie } from './session-cookie.ts'
import { tellHolder } from './tell-holder.ts'

/** No tenant has such an id: whoever names none where nothing says which is nobody. */
const nowhere = ' '
/** How this API's sessions are known as desks (spec SO28): each by a label of its own, so that one person may have several. */
const deskPrefix = 'client:ipcortex.'

/**
 * `POST /rest/auth/`. A cookie that comes along says which session the sign-in is about: the same person's goes on, somebody
 * else's ends. There is no word for taking over in this API, so a sign-in takes over. Without credentials the cookie is asked about.
 */
export async function signIn(
  parts: AdapterParts,
  request: FastifyRequest,
  { auth }: SignInBody,
  reply: FastifyReply,
): Promise<unknown> {
  const { perform, deps, allowed, own, findNamedUser } = parts
  const approach = readApproach(request, parts)
  const { username, password, oneTimeCode, deviceKey, deviceProof } = auth
  if (username === undefined && password === undefined) return tellHolder(parts, request, approach)
  if (username === undefined) throw new Refused({ code: 'request.invalid', field: 'auth.username' })
  if (password === undefined) throw new Refused({ code: 'request.invalid', field: 'auth.password' })
  const named = (await findNamedUser(username, request.hostname)) ?? { tenant: nowhere, username }
  if (approach.provenance === 'allowed' && !allowed.hasFor(named.tenant, approach.facts.origin))
    throw new Refused({ code: 'origin.refused' })
  const before = await findHolder(request, approach, parts)
  const client = labelOf(before) ?? `ipcortex.${createId(deps.random)}`
  const replaces = before === null ? {} : { replaces: { tenant: before.tenantId, sessionId: before.session.id } }
  const facts = { ...approach.facts, application: 'ipcortex', client, typedName: username, ...replaces }
  const proof = { ...(oneTimeCode && { oneTimeCode }), ...(deviceKey && { deviceKey }), ...(deviceProof && { deviceProof }) }
  const body = { ...named, password, ...proof, credential: 'bearer', takeOver: true }
  const document = requireAnswer(await perform('signIn', null, { body }, facts))
  const token = document.accessToken?.value ?? ''
  if (document.mustEnrol) await endUnfinished(parts, token, facts)
  await startLease(parts, token)
  if (approach.provenance === 'own') reply.header('set-cookie', writeSessionCookie(token, own.secure))
  return { result: 'success', user: encodeUser(document, token) }
}

/** Who just signed in is there, also before the first sign of life. */
async function startLease({ callers, leases }: AdapterParts, accessToken: string): Promise<void> {
  const found = await callers.find({ accessToken, browserToken: null, subId: '' })
  if (found.ok) await leases.renew(found.value)
}

/** The label of the desk that a session of this API was opened at. */
function labelOf(before: Caller | null): string | null {
  const deviceId = before?.session.deviceId
  return deviceId?.startsWith(deskPrefix) ? deviceId.slice('client:'.length) : null
}

/** This API has no way to set up a second factor, so who must do that first cannot come in by it (spec MF4). */
async function endUnfinished(
  { callers, perform }: AdapterParts,
  accessToken: string,
  facts: Parameters<AdapterParts['perform']>[3],
): Promise<never> {
  const found = await callers.find({ accessToken, browserToken: null, subId: '' })
  if (found.ok) await perform('signOut', found.value, { body: {} }, facts)
  throw new Refused({ code: 'session.enrolSecondFactor' })
}
