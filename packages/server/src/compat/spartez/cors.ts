import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { OwnOrigins } from '../../http/own-origins.ts'
import { Refused } from '../../http/problem.ts'
import type { AdapterParts } from '../adapter.ts'

const preflightHeaders = {
  'access-control-allow-methods': 'GET, POST, PUT',
  'access-control-allow-headers': 'Authorization, Content-Type',
  'access-control-max-age': '600',
} as const

/** The projects' pages may call and read: by exact origin and without credentials, so no cookie is ever sent or taken (spec CU2, S-32). */
export function createCors({ chatOrigins }: Pick<AdapterParts, 'chatOrigins'>) {
  const isListed = ({ headers: { origin } }: FastifyRequest) => origin !== undefined && chatOrigins.has(origin)
  return {
    onRequest(request: FastifyRequest, reply: FastifyReply): void {
      reply.header('vary', 'Origin')
      if (!isListed(request)) return
      reply.header('access-control-allow-origin', request.headers.origin)
      reply.header('access-control-expose-headers', 'Retry-After')
    },
    preflight(request: FastifyRequest, reply: FastifyReply): FastifyReply {
      if (!isListed(request)) throw new Refused({ code: 'chat.origin' })
      return reply.headers(preflightHeaders).code(204).send()
    },
  }
}

/** The server's own pages. */
export type OwnPages = { readonly own: Pick<OwnOrigins, 'main'> }

/** The page that calls; one of our own does not name itself when it reads. Nobody's is the empty text, which is on no list. */
export function originOf(headers: IncomingHttpHeaders, { own }: OwnPages): string {
  return headers.origin ?? (headers['sec-fetch-site'] === 'same-origin' ? own.main() : '')
}
