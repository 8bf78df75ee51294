import type { CustomerDocument } from '@hotseat/protocol'
import type { AllTexts } from '../texts/all-en.ts'

/** What a customer is called: their name, else their e-mail, else what they are. */
export function customerName({ name, email }: Pick<CustomerDocument, 'name' | 'email'>, { chat: words }: AllTexts): string {
  return name || email || words.unnamed
}
