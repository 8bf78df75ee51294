import type { FastifyRequest } from 'fastify'
import { Refused } from '../../http/problem.ts'
import type { Caller } from '../../use-case.ts'
import type { AdapterParts } from '../adapter.ts'
import { readVendorApproach, type VendorApproach } from '../vendor-facts.ts'
import { readSessionCookie } from './session-cookie.ts'

/**
 * Where a call comes from. This API's clients are programs, too, which send the cookie and no `Origin`; a browser of today
 * names the page in every POST, and another site's page brings no `SameSite=Strict` cookie. So the cookie alone makes no
 * request a browser's. Refuses pages that are neither ours nor listed.
 */
export function readApproach({ headers, method, ip }: FastifyRequest, parts: AdapterParts): VendorApproach {
  const approach = readVendorApproach({ headers: { ...headers, cookie: undefined }, method, ip }, parts)
  if (approach.provenance === 'refused' || approach.provenance === 'foreign') throw new Refused({ code: 'origin.refused' })
  return approach
}

/** Whose live session the cookie holds; null without one. Pages of other origins have no cookie here. */
export async function findHolder(
  { headers }: FastifyRequest,
  { provenance }: VendorApproach,
  { callers }: AdapterParts,
): Promise<Caller | null> {
  const accessToken = provenance === 'own' ? readSessionCookie(headers.cookie) : null
  if (accessToken === null) return null
  const found = await callers.find({ accessToken, browserToken: null, subId: '' })
  return found.ok ? found.value : null
}
