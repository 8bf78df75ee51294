import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Refused } from '../../http/problem.ts'
import { scriptPolicy } from '../../http/security-headers.ts'
import type { CreateAdapter, VendorRoute } from '../adapter.ts'
import { refuse } from './errors.ts'

/** What a build of `packages/widget` leaves. */
const dist = fileURLToPath(new URL('../../../../widget/dist/', import.meta.url))

/** The widget's element, and the older global object: pages of any origin may load them, what they may then call is the project's business. */
export const createChatWidgetScript = scriptAdapter('/chat-widget.js')
export const createChatScript = scriptAdapter('/chat.js')

function scriptAdapter(path: `/${string}.js`): CreateAdapter {
  return () => ({ name: 'spartez scripts', prefix: path, routes: [fileRoute(path)], refuse })
}

/** A file of the build, read again when there is a newer one; without a build there is nothing at its address. */
function fileRoute(path: string): VendorRoute {
  let read: { readonly at: number; readonly text: string; readonly etag: string } | null = null
  const file = join(dist, path)
  return {
    method: 'GET',
    path,
    async handle(request, _body, reply) {
      const at = statSync(file, { throwIfNoEntry: false })?.mtimeMs
      if (at === undefined) throw new Refused({ code: 'request.notFound' })
      if (read?.at !== at) {
        const text = readFileSync(file, 'utf8')
        read = { at, text, etag: `"${createHash('sha256').update(text).digest('base64url')}"` }
      }
      const { text, etag } = read
      reply.headers({
        'content-type': 'text/javascript; charset=utf-8',
        'content-security-policy': scriptPolicy,
        'cross-origin-resource-policy': 'cross-origin',
        'access-control-allow-origin': '*',
        'cache-control': 'no-cache',
        etag,
      })
      return request.headers['if-none-match'] === etag ? reply.code(304).send() : reply.send(text)
    },
  }
}
