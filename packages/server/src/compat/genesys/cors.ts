import type { FastifyReply, FastifyRequest } from 'fastify'
import type { AdapterParts } from '../adapter.ts'
import { csrfHeader } from './csrf.ts'
import { refuseAsGenesys } from './errors.ts'

type Origins = Pick<AdapterParts, 'own' | 'allowed'>

/** What the vendor's servers allow, and the two headers of the notifications. */
const allowedHeaders =
  'X-Requested-With, Content-Type, Accept, Origin, Cookie, Authorization, ssid, surl, ContactCenterId, X-CSRF-Token, X-Support-CSRFP, Last-Event-ID, Cache-Control'
const preflightHeaders = {
  'access-control-allow-methods': 'GET, POST, PUT, DELETE, OPTIONS',
  'access-control-allow-headers': allowedHeaders,
  'access-control-max-age': '120',
} as const

/** Lets pages on a tenant's list read answers, with credentials: the exact origin back, never `*` (spec GW50). */
export function addCorsHeaders({ headers }: FastifyRequest, reply: FastifyReply, origins: Origins): void {
  reply.header('vary', 'Origin')
  if (headers.origin === undefined || !isKnown(headers.origin, origins)) return
  reply
    .header('access-control-allow-origin', headers.origin)
    .header('access-control-allow-credentials', 'true')
    .header('access-control-expose-headers', `X-CSRF-HEADER, ${csrfHeader}, Retry-After`)
}

/** `Origin` is mandatory; a page on nobody's list is refused. */
export function answerPreflight({ headers }: FastifyRequest, reply: FastifyReply, origins: Origins): FastifyReply {
  if (headers.origin === undefined)
    return refuseAsGenesys(reply, { code: 'request.invalid' }, [{ field: 'Origin', message: 'is missing' }])
  if (!isKnown(headers.origin, origins)) return refuseAsGenesys(reply, { code: 'origin.refused' }, [])
  return reply.headers(preflightHeaders).code(200).send()
}

function isKnown(origin: string, { own, allowed }: Origins): boolean {
  return own.has(origin) || allowed.has(origin)
}
