import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Logger } from 'pino'
import { type Answer, accessDenied, no, ok } from './answer.ts'
import { corsHeaders, isScriptsCall, preflightHeaders } from './cors.ts'
import { getMe, isNameOf, type MePorts, postMe } from './handle-me.ts'
import { isOwnHost } from './own-host.ts'
import { readClaim } from './read-request.ts'

export type DoorPorts = MePorts & {
  readonly version: string
  readonly origins: readonly string[]
  /** Whether the other end of a connection is a process of this user (spec LB3). */
  readonly isOwnPeer: (request: IncomingMessage) => Promise<boolean>
  /** What `/recorder/status` tells. */
  readonly status: () => object
}

/** The recorder's API on loopback (docs/apis/screen-recording.md). */
export interface Door {
  /** Listens on 127.0.0.1 and ::1; resolves with the port. */
  listen(port: number): Promise<number>
  close(): Promise<void>
}

/** No page caches it, none loads it as its own, and nobody guesses what it is (spec LB6). */
const always = {
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
  vary: 'Origin',
} as const

/** A door that listens before there is anything behind it: who finds the port taken has touched nothing of the other's. */
export function createDoor(ready: Promise<DoorPorts>, log: Logger): Door {
  const servers: Server[] = []

  function onRequest(request: IncomingMessage, response: ServerResponse): void {
    ready
      .then((ports) => decide(ports, request, request.socket.localPort ?? 0))
      .catch((error: unknown) => {
        log.error({ err: error }, 'a request failed')
        return no(500, 'internal', 'The recorder could not do it.')
      })
      .then((answer) => send(request, response, answer))
      .catch(() => undefined)
  }

  async function open(address: string, port: number): Promise<number> {
    const server = createServer({ requireHostHeader: false, maxHeaderSize: 16 * 1024, requestTimeout: 30_000 }, onRequest)
    server.on('checkContinue', onRequest)
    // Nothing here speaks another protocol (spec LB1).
    server.on('upgrade', (_, socket) => misdirect(socket))
    server.on('connect', (_, socket) => misdirect(socket))
    server.listen({ port, host: address, ipv6Only: address === '::1', exclusive: true })
    await once(server, 'listening')
    servers.push(server)
    const bound = server.address()
    return typeof bound === 'object' && bound !== null ? bound.port : port
  }

  return {
    async listen(port) {
      const own = await open('127.0.0.1', port)
      // A machine may have no IPv6 at all; another's service on ::1 of this port is a fault, for pages call it by `localhost`.
      await open('::1', own).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EADDRNOTAVAIL' && error.code !== 'EAFNOSUPPORT') throw error
        log.warn('there is no IPv6 here; the recorder is at 127.0.0.1 only')
      })
      return own
    },
    async close() {
      await Promise.all(
        servers.map(async (server) => {
          server.close()
          server.closeAllConnections()
          await once(server, 'close').catch(() => undefined)
        }),
      )
    },
  }
}

/** Node has let go of such a socket: what goes wrong with it is nobody's but ours. */
function misdirect(socket: Duplex): void {
  socket.on('error', () => undefined)
  socket.end('HTTP/1.1 421 Misdirected Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n', () => socket.destroy())
}

/** The order of the checks is the order of the rules LB1 to LB5. */
async function decide(ports: DoorPorts, request: IncomingMessage, port: number): Promise<Answer> {
  const { method = '', url = '', headers, rawHeaders } = request
  if (!isOwnHost(rawHeaders, url, port)) return no(421, 'forbidden', 'This is not the host that was asked for.')
  if (!(await ports.isOwnPeer(request))) return no(403, 'forbidden', 'The recorder is for the person at this machine.')
  const path = url.replace(/[?#].*$/, '').replace(/(?<=.)\/$/, '')
  const { origin } = headers
  const isListed = origin !== undefined && ports.origins.includes(origin)
  const cors = isListed ? corsHeaders(origin) : {}
  if (method === 'OPTIONS') {
    if (origin === undefined) return no(400, 'missingParameter', 'Origin is missing.')
    return isListed
      ? { http: 200, headers: preflightHeaders(origin) }
      : no(403, 'forbidden', 'This page may not speak to the recorder.')
  }
  if (path === '/version' && method === 'GET') return { http: 200, body: { version: ports.version }, headers: cors }
  if (!isListed || !isScriptsCall(headers)) return no(403, 'forbidden', 'This page may not speak to the recorder.')
  const answer = await route(ports, request, `${method} ${path}`)
  return { ...answer, headers: { ...cors, ...answer.headers } }
}

async function route(ports: DoorPorts, request: IncomingMessage, line: string): Promise<Answer> {
  switch (line) {
    case 'GET /api/v2/me':
      return getMe(ports, request)
    case 'POST /api/v2/me':
      return postMe(ports, request)
    case 'GET /ping':
      return ping(ports, request)
    case 'GET /recorder/status':
      return { http: 200, body: ports.status() }
    default:
      return no(404, 'notFound', 'There is no such call.')
  }
}

/** Renews the lease, or says that it is over: then the desktop signs in again (spec LB15). */
function ping({ signOn, pages, basic }: DoorPorts, request: IncomingMessage): Answer {
  const claim = readClaim(request)
  const { seated } = signOn
  const isByName =
    claim.kind === 'basic' && basic && pages.all.length > 0 && seated !== null && isNameOf(claim.username, seated.user)
  const isBySession = claim.kind === 'session' && pages.find(claim.token) !== null
  if (seated === null || !(isByName || isBySession)) return { ...accessDenied, http: 401 }
  pages.renew()
  return ok()
}

function send(request: IncomingMessage, response: ServerResponse, { http, body, headers = {} }: Answer): void {
  const text = body === undefined ? '' : JSON.stringify(body)
  // What was not read of a body is not waited for.
  if (!request.complete) response.setHeader('connection', 'close')
  response.writeHead(http, {
    ...always,
    ...(body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
    'content-length': Buffer.byteLength(text),
    ...headers,
  })
  response.end(text)
}
