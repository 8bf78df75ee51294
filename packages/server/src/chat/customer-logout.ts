import type { Deps } from '../deps.ts'
import { type CustomerCaller, endCustomerSession } from './customer-session.ts'

/** Signs a customer out: the session is over at once, on every node (spec CU3). */
export function createCustomerLogout({ store, clock }: Pick<Deps, 'store' | 'clock'>): (caller: CustomerCaller) => Promise<void> {
  return ({ tenantId, session: { id } }) =>
    store.tenant(tenantId).transact(async (tx) => {
      const session = await tx.get('customerSessions', { id })
      if (session) await endCustomerSession(tx, session, 'signedOut', { at: clock.now(), by: null })
    })
}
