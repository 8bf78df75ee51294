import type { FastifyInstance } from 'fastify'
import { Refused } from './problem.ts'
import { uploadsPath } from './recordings/uploads-path.ts'

/** Headers by which some frameworks let a POST pass for another method; a filter in front would see only the POST. */
const overrides = ['x-http-method-override', 'x-http-method', 'x-method-override'] as const
const served: readonly string[] = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS']

/** Refuses TRACE, methods nobody serves, and method overrides (S-36). PATCH is for uploads alone. */
export function registerStrictMethods(app: FastifyInstance): void {
  app.addHook('onRequest', async ({ method, url, headers }) => {
    if (!served.includes(method) && !(method === 'PATCH' && url.startsWith(`${uploadsPath}/`)))
      throw new Refused({ code: 'request.method' })
    if (overrides.some((name) => headers[name] !== undefined)) throw new Refused({ code: 'request.malformed' })
  })
}
