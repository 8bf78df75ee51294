import type { Refusal } from '@hotseat/core'
import type { TokensSubject } from '../../chat/customer-login.ts'
import type { CustomerCaller } from '../../chat/customer-session.ts'
import { createLeakyBuckets } from '../../http/leaky-buckets.ts'
import { Refused } from '../../http/problem.ts'
import { networkOf } from '../../network-of.ts'
import type { Clock } from '../../ports.ts'

/** How much anybody may leave behind in ten seconds: each of these writes rows that stay, or reads many (spec CU6). */
const most = { guests: 100, logins: 20, words: 200, marks: 400, ends: 200, looks: 60 } as const

/** Stands in front of what a flood would fill the store with, or keep it busy by. Throws `Refused`, or gives it back. */
export type ChatBounds = {
  guest(address: string): void
  /** A sound token: a customer's, by whichever of their tokens. */
  login(who: TokensSubject): Refusal | null
  says(caller: CustomerCaller): void
  marks(caller: CustomerCaller): void
  ends(caller: CustomerCaller): void
  /** Asks for the whole state, by a call or by a new socket. */
  looks(caller: CustomerCaller): Refusal | null
}

export function createChatBounds(clock: Pick<Clock, 'now'>): ChatBounds {
  const buckets = createLeakyBuckets(clock)
  const pass = (refusal: Refusal | null) => {
    if (refusal !== null) throw new Refused(refusal)
  }
  const each = (what: keyof typeof most, { tenantId, customer }: CustomerCaller) =>
    buckets.enter(`${what} ${tenantId} ${customer.id}`, most[what])
  return {
    guest: (address) => pass(buckets.enter(`guest ${networkOf(address)}`, most.guests)),
    login: (who) => buckets.enter(`login ${JSON.stringify([who.tenantId, who.projectId, who.subject])}`, most.logins),
    says: (caller) => pass(each('words', caller)),
    marks: (caller) => pass(each('marks', caller)),
    ends: (caller) => pass(each('ends', caller)),
    looks: (caller) => each('looks', caller),
  }
}
