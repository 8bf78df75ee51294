import { accepted, type Result, refused } from '@hotseat/core'
import type { Deps } from '../deps.ts'
import { findTenantId } from '../sign-on/tokens.ts'
import type { CustomerSessionRow } from '../store/tables.ts'
import type { CustomerCaller } from './customer-session.ts'
import { isKeyRevoked } from './find-customer-end.ts'
import { findCustomerSession } from './find-customer-session.ts'
import { mayShowChat } from './may-show-chat.ts'

/** Finds who a widget's request speaks for, from the store for each request: what ended is refused at once, on every node. */
export interface FindCustomer {
  /** By the token of a customer session, on a page of this origin (spec CU2, CU5). */
  byToken(token: string, origin: string): Promise<Result<CustomerCaller>>
  /** The same caller as the store has it now, for sockets that stay open. */
  recheck(caller: CustomerCaller): Promise<Result<CustomerCaller>>
}

export function createFindCustomer(deps: Pick<Deps, 'store' | 'clock' | 'demo'>): FindCustomer {
  const { store, clock } = deps

  async function check(
    tenantId: string,
    session: CustomerSessionRow | undefined,
    origin: string | undefined,
  ): Promise<Result<CustomerCaller>> {
    if (session === undefined || session.endedAt !== null || session.expiresAt <= clock.now()) return refused('chat.session')
    const rows = store.tenant(tenantId)
    const [tenant, project, customer, isRevoked] = await Promise.all([
      store.system.get('tenants', { id: tenantId }),
      rows.get('chatProjects', { id: session.projectId }),
      rows.get('customers', { id: session.customerId }),
      isKeyRevoked(rows, session),
    ])
    if (tenant === undefined || tenant.suspendedAt !== null || customer === undefined || isRevoked) return refused('chat.session')
    if (!mayShowChat(deps, project, origin ?? session.origin)) return refused('chat.origin')
    if (project === undefined || project.disabledAt !== null) return refused('chat.project')
    return accepted({ tenantId, session, customer, project })
  }

  return {
    async byToken(token, origin) {
      const tenantId = findTenantId(token)
      if (tenantId === undefined || (await store.system.get('tenants', { id: tenantId })) === undefined)
        return refused('chat.session')
      const found = await findCustomerSession(store.tenant(tenantId), token, clock.now())
      return check(tenantId, found?.session, origin)
    },
    async recheck({ tenantId, session: { id } }) {
      return check(tenantId, await store.tenant(tenantId).get('customerSessions', { id }), undefined)
    },
  }
}
