import type { Random } from '../ports.ts'
import { createAccessToken, createOrderedId, findTenantId, hashToken } from '../sign-on/tokens.ts'
import type { Transaction } from '../store/store.ts'
import type { ChatProjectRow } from '../store/tables.ts'
import { type CustomerCaller, endCustomerSession } from './customer-session.ts'
import type { FoundCustomer } from './customers.ts'
import { findCustomerSession, renewedMs, type TokensSession } from './find-customer-session.ts'

/** A customer who is signed in, and the token that says so from now on: told once. */
export type CustomerSignedIn = { readonly token: string; readonly caller: CustomerCaller }

/** Who is signed in, where and by what; their right to it was checked before. */
export type CustomerOpening = {
  readonly project: ChatProjectRow
  readonly found: FoundCustomer
  /** The key that signed the token; null for guests. */
  readonly kid: string | null
  readonly origin: string
  /** The live session that this browser has. */
  readonly previous: TokensSession | undefined
  readonly at: number
  readonly sessionMs: number
}

/** The live customer session that a browser says it has; undefined when it is over, or another tenant's. */
export async function findPrevious(tx: Transaction, token: string | undefined, at: number): Promise<TokensSession | undefined> {
  if (token === undefined || findTenantId(token) !== tx.tenantId) return undefined
  return findCustomerSession(tx, token, at)
}

/**
 * Opens a customer's session (spec CU5). The same customer's goes on under a new token, and the old one is soon dead; another one's that
 * this browser had is ended, so that it shows nobody what another said (spec CU1, S-51). Who comes by the old token once more never
 * heard of the new one, but another tab may have: they get a session of their own.
 */
export async function openCustomerSession(tx: Transaction, random: Random, opening: CustomerOpening): Promise<CustomerSignedIn> {
  const { project, found, kid, origin, previous, at } = opening
  const { customer, isNew } = found
  const meta = { at, by: null }
  const isOwn = previous?.session.customerId === customer.id
  if (previous && !isOwn) await endCustomerSession(tx, previous.session, 'replaced', meta)
  const own = isOwn && previous.isNewest ? previous.session : undefined
  const token = createAccessToken(random, tx.tenantId)
  const session = {
    ...(own ?? { id: createOrderedId(random, at), projectId: project.id, customerId: customer.id, startedAt: at }),
    previousTokenHash: own?.tokenHash ?? null,
    previousUntil: own ? Math.min(at + renewedMs, own.expiresAt) : null,
    ...{ tokenHash: hashToken(token), kid, origin, expiresAt: at + opening.sessionMs, endedAt: null },
  }
  tx.put('customerSessions', session)
  // One that goes on is no sign-in: renewals are many and would push everything else out of the trail.
  if (own) return { token, caller: { tenantId: tx.tenantId, session, customer, project } }
  const data = { customerId: customer.id, projectId: project.id, isVerified: customer.verified, isNew, origin }
  await tx.emit({ kind: 'customer.signedIn', userId: null, data }, meta)
  return { token, caller: { tenantId: tx.tenantId, session, customer, project } }
}
