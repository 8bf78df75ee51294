import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { Compile } from 'typebox/compile'
import { refusalOf } from '../http/error-handler.ts'
import { explain } from '../http/explain.ts'
import { Refused } from '../http/problem.ts'
import type { Adapter, VendorRoute } from './adapter.ts'

/** Serves adapters beside the native API, each in a scope of its own, so that whatever goes wrong is told in its shape. */
export async function registerAdapters(app: FastifyInstance, adapters: readonly Adapter[]): Promise<void> {
  for (const adapter of adapters) await app.register(async (scope) => registerAdapter(scope, adapter))
}

function registerAdapter(scope: FastifyInstance, adapter: Adapter): void {
  const refuse = (reply: FastifyReply, error: unknown) =>
    adapter.refuse(reply, refusalOf(error), error instanceof Refused ? error.errors : [])
  scope.setErrorHandler((error, request, reply) => {
    if (refusalOf(error).code === 'server.internal') request.log.error({ err: error, adapter: adapter.name }, 'request failed')
    return refuse(reply, error)
  })
  for (const route of adapter.routes) registerRoute(scope, route)
  registerRest(scope, adapter)
}

function registerRoute(scope: FastifyInstance, { method, path, body, handle }: VendorRoute): void {
  const checker = body && Compile(body)
  scope.route({
    method,
    url: path,
    schema: { hide: true },
    handler: async (request, reply) => {
      if (checker && !checker.Check(request.body))
        throw new Refused({ code: 'request.invalid' }, explain(checker.Errors(request.body)))
      return handle(request, request.body, reply)
    },
  })
}

/** Another method at a known address, and every unknown address under the prefix. */
function registerRest(scope: FastifyInstance, { routes, prefix }: Adapter): void {
  const methods = ['GET', 'POST', 'PUT', 'DELETE'] as const
  for (const [url, rows] of Map.groupBy(routes, ({ path }) => path)) {
    const method = methods.filter((name) => !rows.some((row) => row.method === name))
    const refuse = async () => {
      throw new Refused({ code: 'request.method' })
    }
    if (method.length > 0) scope.route({ method, url, schema: { hide: true }, onRequest: refuse, handler: refuse })
  }
  const nowhere = async () => {
    throw new Refused({ code: 'request.notFound' })
  }
  scope.route({ method: [...methods], url: `${prefix}/*`, schema: { hide: true }, onRequest: nowhere, handler: nowhere })
}

/** The socket that an adapter has at the path of a handshake. */
export function findSocket(adapters: readonly Adapter[], { url = '' }: IncomingMessage) {
  const path = url.split('?', 1)[0] ?? ''
  const found = adapters.find(({ sockets }) => sockets && Object.hasOwn(sockets, path))
  const open = found?.sockets?.[path]
  return open && ((request: IncomingMessage, line: Duplex, head: Buffer) => open(request, line, head))
}
