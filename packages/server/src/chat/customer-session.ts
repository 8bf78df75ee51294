import type { EventData } from '@hotseat/core'
import type { Meta } from '../meta.ts'
import type { Transaction } from '../store/store.ts'
import type { ChatProjectRow, CustomerRow, CustomerSessionRow } from '../store/tables.ts'

/** Who a request of a widget speaks for, read from the store for this request. */
export type CustomerCaller = {
  readonly tenantId: string
  readonly session: CustomerSessionRow
  readonly customer: CustomerRow
  readonly project: ChatProjectRow
}

/** Ends a customer's session; its sockets hear of it by the event (spec CU3). One that is over stays as it is. */
export async function endCustomerSession(
  tx: Transaction,
  session: CustomerSessionRow,
  cause: EventData['customer.signedOut']['cause'],
  meta: Meta,
): Promise<void> {
  if (session.endedAt !== null) return
  tx.put('customerSessions', { ...session, endedAt: meta.at })
  const data = { customerId: session.customerId, projectId: session.projectId, cause }
  await tx.emit({ kind: 'customer.signedOut', userId: null, data }, meta)
}
