import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Static, TSchema } from 'typebox'
import type { VendorRoute } from '../adapter.ts'
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

/** A route for signed-in clients with a body of this schema. */
export function routeWithBody<T extends TSchema>(
  admit: Admit,
  method: Method,
  path: string,
  schema: T,
  handle: (call: AmeyoCall, body: Static<T>) => Promise<unknown>,
): VendorRoute {
  return {
    method,
    path: `/ameyorestapi/${path}`,
    body: schema,
    // The body was checked by this very schema.
    handle: async (request, body, reply) => handle({ ...(await admit(request)), request, reply }, body as Static<T>),
  }
}
