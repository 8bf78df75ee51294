import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Static, TSchema } from 'typebox'
import type { VendorRoute } from '../adapter.ts'
import { createBodyReader } from '../read-body.ts'
import type { Admit, Admitted } from './admit.ts'

/** What a call of a signed-in client has to work with. */
export type AmeyoCall = Admitted & { readonly request: FastifyRequest; readonly reply: FastifyReply }

type Method = VendorRoute['method']

/** A route for signed-in clients that reads no body. */
export function route(admit: Admit, method: Method, path: string, handle: (call: AmeyoCall) => Promise<unknown>): VendorRoute {
  return {
    method,
    path: `/ameyorestapi/${path}`,
    handle: async (request, _body, reply) => handle({ ...(await admit(request)), request, reply }),
  }
}

/** A route for signed-in clients with a body of this schema, which is looked at when it is known who calls (spec AM4). */
export function routeWithBody<T extends TSchema>(
  admit: Admit,
  method: Method,
  path: string,
  schema: T,
  handle: (call: AmeyoCall, body: Static<T>) => Promise<unknown>,
): VendorRoute {
  const read = createBodyReader(schema)
  return {
    method,
    path: `/ameyorestapi/${path}`,
    body: schema,
    readsBody: true,
    handle: async (request, body, reply) => {
      const admitted = await admit(request)
      return handle({ ...admitted, request, reply }, read(body))
    },
  }
}
