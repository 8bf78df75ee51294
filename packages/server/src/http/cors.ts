import type { FastifyInstance } from 'fastify'
import type { AllowedOrigins } from './allowed-origins.ts'
import { sendProblem } from './problem.ts'

/** How long a browser may keep a preflight's answer (S-32: at most ten minutes). */
const maxAgeSeconds = 600
const preflightHeaders = {
  'access-control-allow-methods': 'GET, POST, PUT, DELETE',
  'access-control-allow-headers': 'Authorization, Content-Type, X-CSRF-Token, X-Hotseat-Sub',
  'access-control-max-age': String(maxAgeSeconds),
} as const

/**
 * Lets the listed origins read the API: the exact origin back, never `*`, never credentials, so never the cookie.
 * Whatever the origin, answers say that they depend on it (S-32).
 */
export function registerCors(app: FastifyInstance, allowed: AllowedOrigins): void {
  app.addHook('onRequest', async (request, reply) => {
    if (!request.url.startsWith('/v1/')) return
    reply.header('vary', 'Origin')
    const { origin } = request.headers
    const listed = origin !== undefined && allowed.has(origin)
    if (listed) reply.header('access-control-allow-origin', origin).header('access-control-expose-headers', 'Retry-After')
    if (request.method !== 'OPTIONS') return
    return listed && request.headers['access-control-request-method'] !== undefined
      ? reply.headers(preflightHeaders).code(204).send()
      : sendProblem(reply, { code: 'origin.refused' })
  })
}
