import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refused } from '../../http/problem.ts'
import type { AdapterParts } from '../adapter.ts'

const preflightHeaders = {
  'access-control-allow-methods': 'POST',
  'access-control-allow-headers': 'Content-Type',
  'access-control-max-age': '600',
} as const

/** Pages of the tenants' lists may sign in from elsewhere: without credentials, so they get a token and no cookie (S-32). */
export function createCors({ allowed }: Pick<AdapterParts, 'allowed'>) {
  const isListed = ({ headers: { origin } }: FastifyRequest): boolean => origin !== undefined && allowed.has(origin)
  return {
    onRequest(request: FastifyRequest, reply: FastifyReply): void {
      reply.header('vary', 'Origin')
      if (!isListed(request)) return
      reply.header('access-control-allow-origin', request.headers.origin)
      reply.header('access-control-expose-headers', 'X-Hotseat-Code, Retry-After')
    },
    preflight(request: FastifyRequest, reply: FastifyReply): FastifyReply {
      if (!isListed(request)) throw new Refused({ code: 'origin.refused' })
      return reply.headers(preflightHeaders).code(204).send()
    },
  }
}
