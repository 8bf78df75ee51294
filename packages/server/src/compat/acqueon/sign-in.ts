import { accepted, type Result, refused } from '@hotseat/core'
import type { Provenance } from '../../http/origin.ts'
import type { Caller, RequestFacts } from '../../use-case.ts'
import type { AdapterParts } from '../adapter.ts'
import type { DataOf } from './requests.ts'

/** Where a line comes from, read once at its handshake. */
export type Origin = { readonly provenance: Provenance; readonly facts: RequestFacts; readonly host: string }

/** Who a line speaks for. The token is what a client that asked for it comes back by. */
export type Access = { readonly token: string; readonly caller: Caller }

type Parts = Pick<AdapterParts, 'perform' | 'callers' | 'allowed' | 'findNamedUser'>

/** No tenant has this name, so whoever names none is answered as an unknown user is (S-07). */
const nowhere = '-'

/**
 * Signs a person in by password. Whoever is signed in already is signed in again and keeps the state (spec AQ14), so the
 * sign-in always takes over. Throws `Refused` for parts that do not fit.
 */
export async function signIn(parts: Parts, from: Origin, data: DataOf<'Agent/SetUserInfo'>): Promise<Result<Access>> {
  const named = await parts.findNamedUser(data.username, from.host)
  const { tenant, username } = named ?? { tenant: nowhere, username: data.username }
  if (!isListed(parts, from, tenant)) return refused('origin.refused')
  const { password, extension, oneTimeCode } = data
  const body = {
    ...{ tenant, username, password, credential: 'bearer', takeOver: true },
    // Who is no agent has none, and an agent who names none has their own number (SI3).
    ...(extension !== '' && { extension }),
    ...(oneTimeCode !== undefined && { oneTimeCode }),
  }
  const signedIn = await parts.perform('signIn', null, { body }, from.facts)
  if (!signedIn.ok) return signedIn
  const token = signedIn.value.document.accessToken?.value ?? ''
  const found = await parts.callers.find({ accessToken: token, browserToken: null, subId: '' })
  if (!found.ok) return found
  if (!found.value.mustEnrol) return accepted({ token, caller: found.value })
  // There is no way to set one up by this API, and nothing else is open without it (spec MF4).
  await parts.perform('signOut', found.value, { body: {} }, from.facts)
  return refused('session.enrolSecondFactor')
}

/** The live session that a token opens, if the page may speak for its tenant. */
export async function findAccess(parts: Parts, from: Origin, token: string): Promise<Result<Access>> {
  const found = await parts.callers.find({ accessToken: token, browserToken: null, subId: '' })
  if (!found.ok) return found
  if (found.value.mustEnrol) return refused('session.enrolSecondFactor')
  return isListed(parts, from, found.value.tenantId) ? accepted({ token, caller: found.value }) : refused('origin.refused')
}

/** A page of tenant A's list has no business in tenant B (spec HT6). */
function isListed({ allowed }: Parts, { provenance, facts }: Origin, tenantId: string): boolean {
  return provenance === 'own' || allowed.hasFor(tenantId, facts.origin)
}
