import type { FastifyRequest } from 'fastify'
import type { CustomerCaller } from '../../chat/customer-session.ts'
import type { FindCustomer } from '../../chat/find-customer.ts'
import { Refused } from '../../http/problem.ts'
import { type OwnPages, originOf } from './cors.ts'

const bearerForm = /^Bearer ([A-Za-z0-9._~+/-]{1,256})$/i

/** Whose live session a call brings, on a page of their project. */
export type Admit = (request: FastifyRequest) => Promise<CustomerCaller>

export function createAdmit(parts: OwnPages, customers: FindCustomer): Admit {
  return async ({ headers }) => {
    const token = bearerForm.exec(headers.authorization ?? '')?.[1]
    if (token === undefined) throw new Refused({ code: 'chat.session' })
    const found = await customers.byToken(token, originOf(headers, parts))
    if (!found.ok) throw new Refused(found.refusal)
    return found.value
  }
}
