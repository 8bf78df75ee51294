import rateLimit from '@fastify/rate-limit'
import type { OperationName } from '@hotseat/protocol'
import type { FastifyInstance } from 'fastify'
import { Refused } from './problem.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    operation?: OperationName
    access?: string
  }
}

const windowMs = 10_000
/**
 * Calls without a session that one address may make in ten seconds. A whole contact centre can sit behind one address
 * and come back at once (S-18), so these bounds only stop floods; guessing is stopped by the lockout and its budgets.
 */
const limits: { readonly [N in OperationName]?: number } = { signIn: 3_000, activate: 300, resume: 30_000 }

/** Refuses floods of anonymous calls with `rate.limited`. */
export async function registerFloodGate(app: FastifyInstance): Promise<void> {
  app.addHook('onRoute', (route) => {
    const max = route.config?.operation && limits[route.config.operation]
    if (route.config && max !== undefined) route.config.rateLimit = { max, timeWindow: windowMs }
  })
  await app.register(rateLimit, {
    global: false,
    cache: 20_000,
    keyGenerator: (request) => networkOf(request.ip),
    errorResponseBuilder: (_request, { ttl }) => new Refused({ code: 'rate.limited', facts: { retryAfterMs: ttl } }),
    addHeaders: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false, 'retry-after': false },
    addHeadersOnExceeding: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
  })
}

/** An IPv6 customer has a whole /64, so that is what counts as one address (S-17). */
export function networkOf(address: string): string {
  if (!address.includes(':') || address.startsWith('::ffff:')) return address
  const [head = '', tail] = address.split('::')
  const groups = head.split(':').filter((group) => group !== '')
  const after = tail?.split(':').filter((group) => group !== '') ?? []
  const zeros = tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - groups.length - after.length) }, () => '0')
  return `${[...groups, ...zeros, ...after].slice(0, 4).join(':')}::/64`
}
