import type { FastifyRequest } from 'fastify'
import { judgeOrigin, type Provenance } from '../http/origin.ts'
import type { RequestFacts } from '../use-case.ts'
import type { AdapterParts } from './adapter.ts'

/** Where a request to an adapter comes from, and what a use case may know of it. */
export type VendorApproach = { readonly provenance: Provenance; readonly facts: RequestFacts }

/**
 * Reads a request's headers by the table that guards the native API (S-30). Adapters have cookies and tokens of their own,
 * so the native cookie counts nowhere here; what they open lives in the vendor's token (spec CP3).
 */
export function readVendorApproach(
  { headers, method, ip }: Pick<FastifyRequest, 'headers' | 'method' | 'ip'>,
  { own, allowed }: Pick<AdapterParts, 'own' | 'allowed'>,
): VendorApproach {
  const site = headers['sec-fetch-site']
  const provenance = judgeOrigin(
    {
      safe: method === 'GET' || method === 'HEAD',
      origin: headers.origin,
      site: Array.isArray(site) ? site.join() : site,
      cookie: headers.cookie !== undefined,
    },
    { isOwn: own.has, isAllowed: allowed.has },
  )
  return {
    provenance,
    facts: {
      address: ip,
      userAgent: (headers['user-agent'] ?? '').slice(0, 300),
      origin: headers.origin ?? own.main(),
      sameOrigin: provenance === 'own',
      browserToken: null,
      subId: '',
      keepsToken: true,
    },
  }
}
