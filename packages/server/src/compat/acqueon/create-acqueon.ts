import { readFileSync } from 'node:fs'
import { refusals } from '@hotseat/core'
import { scriptPolicy } from '../../http/security-headers.ts'
import type { CreateAdapter } from '../adapter.ts'
import { createBus } from './bus.ts'
import { encodeEvent } from './envelope.ts'
import { encodeRefused } from './errors.ts'
import { passwordMessages } from './requests.ts'

/** The page-side library, as it is served. */
const library = readFileSync(new URL('./page/pubsub.js', import.meta.url), 'utf8')

/** Another origin's page loads the library from here; its socket then needs the tenant's allow-list. */
const libraryHeaders = {
  'content-type': 'text/javascript; charset=utf-8',
  'cache-control': 'no-cache',
  'content-security-policy': scriptPolicy,
  'cross-origin-resource-policy': 'cross-origin',
  'access-control-allow-origin': '*',
} as const

/** Acqueon Workspace's Cisco channel: a bus of envelopes over a WebSocket, and the library that pages speak it by. */
export const createAcqueon: CreateAdapter = (parts) => {
  const bus = createBus(parts)
  return {
    name: 'acqueon',
    prefix: '/compat/acqueon',
    routes: [
      {
        method: 'GET',
        path: '/compat/acqueon/pubsub.js',
        handle: async (_request, _body, reply) => reply.headers(libraryHeaders).send(library),
      },
    ],
    passwordMessages,
    sockets: { '/compat/acqueon/bus': bus.open },
    refuse: (reply, refusal, errors) =>
      reply
        .code(refusals[refusal.code].status)
        .type('application/json')
        .send(encodeEvent(encodeRefused(`${reply.request.method} ${reply.request.url.split('?', 1)[0]}`, refusal, errors))),
    drain: bus.drain,
    close: bus.close,
  }
}
