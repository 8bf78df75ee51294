import type { AdapterParts, VendorRoute } from '../adapter.ts'

/** `GET echo`: whether the server is there. Asks nobody who they are and touches no store. */
export function echoRoute({ deps }: AdapterParts): VendorRoute {
  return {
    method: 'GET',
    path: '/ameyorestapi/echo',
    handle: async (_request, _body, reply) =>
      reply.header('cache-control', 'no-store').send({ status: 'ok', time: deps.clock.now() }),
  }
}
