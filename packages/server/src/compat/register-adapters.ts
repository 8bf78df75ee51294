import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { answerError, refusalOf } from '../http/error-handler.ts'
import { Refused } from '../http/problem.ts'
import type { Adapter, VendorRoute } from './adapter.ts'
import type { PasswordDoor } from './password-door.ts'
import { createBodyReader } from './read-body.ts'

/** Serves adapters beside the native API. */
export function registerAdapters(app: FastifyInstance, adapters: readonly Adapter[], door: PasswordDoor): void {
  app.addHook('onRequest', async (request, reply) => findAdapter(adapters, request.url)?.onRequest?.(request, reply))
  for (const adapter of adapters) {
    for (const route of adapter.routes) registerRoute(app, route, door)
    registerRest(app, adapter)
    registerPreflight(app, adapter)
  }
}

/** Answers a fault in the shape of the API that the address belongs to, else in our own; also before there is a route. */
export function createErrorAnswer(adapters: readonly Adapter[]) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const adapter = findAdapter(adapters, request.url)
    if (adapter === undefined) return answerError(error, request, reply)
    const refusal = refusalOf(error)
    if (refusal.code === 'server.internal') request.log.error({ err: error, adapter: adapter.name }, 'request failed')
    return adapter.refuse(reply, refusal, error instanceof Refused ? error.errors : [])
  }
}

/** The adapter under whose prefix an address is; of two prefixes the longer one. */
function findAdapter(adapters: readonly Adapter[], url: string): Adapter | undefined {
  const [path = ''] = url.split('?', 1)
  const mine = adapters.filter(({ prefix }) => path === prefix || path.startsWith(`${prefix}/`))
  return mine.toSorted((a, b) => b.prefix.length - a.prefix.length)[0]
}

function registerRoute(app: FastifyInstance, route: VendorRoute, door: PasswordDoor): void {
  const { method, path, body, readsBody, verifiesPassword, handle } = route
  const read = body && !readsBody ? createBodyReader(body) : null
  app.route({
    method,
    url: path,
    schema: { hide: true },
    handler: async (request, reply) => {
      read?.(request.body)
      const answer = () => handle(request, request.body, reply)
      return verifiesPassword ? door.through(answer) : answer()
    },
  })
}

/** Another method at a known address, and every unknown address under the prefix. */
function registerRest(app: FastifyInstance, { routes, prefix }: Adapter): void {
  const methods = ['GET', 'POST', 'PUT', 'DELETE'] as const
  for (const [url, rows] of Map.groupBy(routes, ({ path }) => path)) {
    const method = methods.filter((name) => !rows.some((row) => row.method === name))
    const refuse = async () => {
      throw new Refused({ code: 'request.method' })
    }
    if (method.length > 0) app.route({ method, url, schema: { hide: true }, onRequest: refuse, handler: refuse })
  }
  const nowhere = async () => {
    throw new Refused({ code: 'request.notFound' })
  }
  const others = [`${prefix}/*`, prefix].filter((url) => !routes.some(({ path }) => path === url))
  for (const url of others) app.route({ method: [...methods], url, schema: { hide: true }, onRequest: nowhere, handler: nowhere })
}

/** OPTIONS at and below the prefix. */
function registerPreflight(app: FastifyInstance, adapter: Adapter): void {
  if (adapter.preflight === undefined) return
  const handler = async (request: FastifyRequest, reply: FastifyReply) => adapter.preflight?.(request, reply)
  for (const url of [`${adapter.prefix}/*`, adapter.prefix])
    app.route({ method: 'OPTIONS', url, schema: { hide: true }, handler })
}

/** The socket that an adapter has at the path of a handshake. */
export function findSocket(adapters: readonly Adapter[], { url = '' }: IncomingMessage) {
  const path = url.split('?', 1)[0] ?? ''
  const found = adapters.find(({ sockets }) => sockets && Object.hasOwn(sockets, path))
  const open = found?.sockets?.[path]
  return open && ((request: IncomingMessage, line: Duplex, head: Buffer) => open(request, line, head))
}
