import type { AdapterParts, VendorRoute } from '../adapter.ts'
import { requireAnswer } from '../require-answer.ts'
import { readVendorApproach } from '../vendor-facts.ts'

/** Tells that the server is there, and when to come back; touches no store (spec HD1). */
export function echoRoute(parts: AdapterParts): VendorRoute {
  return {
    method: 'GET',
    path: '/chat/v1/echo',
    handle: async (request) => requireAnswer(await parts.perform('echo', null, {}, readVendorApproach(request, parts).facts)),
  }
}
