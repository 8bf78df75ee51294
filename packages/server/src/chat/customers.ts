import type { ChatIdentity } from '@hotseat/core'
import type { Random } from '../ports.ts'
import { createOrderedId } from '../sign-on/tokens.ts'
import type { Transaction } from '../store/store.ts'
import type { CustomerRow } from '../store/tables.ts'

/** What is known of a customer who signs in, and whether they are new to the project. */
export type FoundCustomer = { readonly customer: CustomerRow; readonly isNew: boolean }

/** The customer whom a token speaks for, as it describes them; an unknown one is added (spec CT9). */
export async function keepCustomer(
  tx: Transaction,
  random: Random,
  projectId: string,
  { subject, email, name }: ChatIdentity,
  at: number,
): Promise<FoundCustomer> {
  const [known] = await tx.find('customers', { where: { projectId, subject }, limit: 1 })
  const who = known ?? { id: createOrderedId(random, at), projectId, subject, createdAt: at }
  const customer = { ...who, email, name, verified: true, seenAt: at }
  tx.put('customers', customer)
  return { customer, isNew: known === undefined }
}

/** Somebody whom no token speaks for: who they were in this very browser, else nobody known (spec CU4). */
export async function keepGuest(
  tx: Transaction,
  random: Random,
  projectId: string,
  { known, name }: { known: CustomerRow | undefined; name: string | undefined },
  at: number,
): Promise<FoundCustomer> {
  const isSame = known !== undefined && !known.verified && known.projectId === projectId
  const customer = { ...(isSame ? known : newGuest(random, projectId, at)), seenAt: at, ...(name !== undefined && { name }) }
  tx.put('customers', customer)
  return { customer, isNew: !isSame }
}

function newGuest(random: Random, projectId: string, at: number): CustomerRow {
  const id = createOrderedId(random, at)
  // No token's subject begins like this. Who gave no name has none: what a guest is called is for each reader's language to say.
  const subject = `guest:${id}`
  return { id, projectId, subject, email: null, name: '', verified: false, createdAt: at, seenAt: at }
}
