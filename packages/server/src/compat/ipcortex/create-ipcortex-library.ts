import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyReply } from 'fastify'
import { Refused } from '../../http/problem.ts'
import { scriptPolicy } from '../../http/security-headers.ts'
import { builtPages } from '../../http/user-interface.ts'
import type { CreateAdapter, VendorRoute } from '../adapter.ts'
import { refuse } from './errors.ts'
import { version } from './version.ts'
import { wrapper } from './wrapper.ts'

/** What a build of `packages/client` leaves for this API. */
const files = { '/api/api.js': 'ipcortex/api.js', '/api/timer-worker.js': 'timer-worker.js' } as const

/** IPCortex's page-side library: pages of any origin may load it, what it may then call is the tenants' lists' business. */
export const createIpcortexLibrary: CreateAdapter = () => {
  const built = Object.entries(files).map(([path, file]) => fileRoute(path, join(builtPages.sdk, file)))
  const routes: VendorRoute[] = [
    ...built,
    { method: 'GET', path: '/api/wrapper.whtm', handle: async (_request, _body, reply) => sendScript(reply, wrapper) },
    {
      method: 'GET',
      path: '/api/version',
      handle: async (_request, _body, reply) => reply.header('access-control-allow-origin', '*').send({ version }),
    },
  ]
  return { name: 'ipcortex library', prefix: '/api', routes, refuse }
}

/** A file of the build, read again when there is a newer one; without a build there is nothing at its address. */
function fileRoute(path: string, file: string): VendorRoute {
  let read: { readonly at: number; readonly text: string } | null = null
  return {
    method: 'GET',
    path,
    async handle(_request, _body, reply) {
      const at = statSync(file, { throwIfNoEntry: false })?.mtimeMs
      if (at === undefined) throw new Refused({ code: 'request.notFound' })
      if (read?.at !== at) read = { at, text: readFileSync(file, 'utf8') }
      return sendScript(reply, read.text)
    },
  }
}

function sendScript(reply: FastifyReply, text: string): FastifyReply {
  const etag = `"${createHash('sha256').update(text).digest('base64url')}"`
  reply.headers({
    'content-type': 'text/javascript; charset=utf-8',
    'content-security-policy': scriptPolicy,
    'cross-origin-resource-policy': 'cross-origin',
    'access-control-allow-origin': '*',
    'cache-control': 'no-cache',
    etag,
  })
  return reply.request.headers['if-none-match'] === etag ? reply.code(304).send() : reply.send(text)
}
