import type { CustomerDocument } from '@hotseat/protocol'
import type { Texts } from '../texts/en.ts'

/** What a customer is called: their name, else their e-mail; who gave neither is a guest (spec CU4). */
export function customerName({ name, email }: Pick<CustomerDocument, 'name' | 'email'>, { common }: Texts): string {
  return name || email || common.guest
}
