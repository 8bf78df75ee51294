import { refusals } from '@hotseat/core'
import type { OperationName } from '@hotseat/protocol'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { AdapterParts, CreateAdapter } from '../src/compat/adapter.ts'
import { readVendorApproach } from '../src/compat/vendor-facts.ts'
import { Refused } from '../src/http/problem.ts'

/**
 * The smallest published API there can be: it signs in, does what is asked by an operation's name, and tells every refusal
 * as `{fault}`. For tests of the ground that all adapters stand on.
 */
export const createPlain: CreateAdapter = (parts) => ({
  name: 'plain',
  prefix: '/plain',
  routes: [
    {
      method: 'POST',
      path: '/plain/sign-in',
      body: Type.Object({ tenant: Type.String(), username: Type.String(), password: Type.String() }),
      verifiesPassword: true,
      async handle(request, body) {
        const { facts } = readVendorApproach(request, parts)
        const answer = await parts.perform('signIn', null, { body: { ...(body as object), credential: 'bearer' } }, facts)
        if (!answer.ok) throw new Refused(answer.refusal)
        return { token: answer.value.document.accessToken?.value }
      },
    },
    {
      method: 'POST',
      path: '/plain/do/:name',
      async handle(request) {
        const { name } = request.params as { name: OperationName }
        const caller = await callerOf(request, parts)
        const answer = await parts.perform(name, caller, { body: request.body }, readVendorApproach(request, parts).facts)
        if (!answer.ok) throw new Refused(answer.refusal)
        return answer.value.document
      },
    },
  ],
  refuse: (reply, { code }, errors) =>
    reply.code(refusals[code].status).send({ fault: code, fields: errors.map((e) => e.field) }),
})

async function callerOf({ headers }: FastifyRequest, { callers }: AdapterParts) {
  const token = headers['x-plain-token']
  const found = await callers.find({ accessToken: typeof token === 'string' ? token : null, browserToken: null, subId: '' })
  if (!found.ok) throw new Refused(found.refusal)
  return found.value
}
