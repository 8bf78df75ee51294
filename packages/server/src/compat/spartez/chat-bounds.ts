import type { Refusal } from '@hotseat/core'
import type { CustomerCaller } from '../../chat/customer-session.ts'
import { createLeakyBuckets } from '../../http/leaky-buckets.ts'
import { Refused } from '../../http/problem.ts'
import { networkOf } from '../../network-of.ts'
import type { Clock } from '../../ports.ts'

/** How much anybody may leave behind in ten seconds: each of these writes rows that stay (spec CU6). */
const most = { guests: 100, words: 200 } as const

/** Stands in front of what a flood would fill the store with. Throws `Refused`. */
export type ChatBounds = { guest(address: string): void; says(caller: CustomerCaller): void }

export function createChatBounds(clock: Pick<Clock, 'now'>): ChatBounds {
  const buckets = createLeakyBuckets(clock)
  const pass = (refusal: Refusal | null) => {
    if (refusal !== null) throw new Refused(refusal)
  }
  return {
    guest: (address) => pass(buckets.enter(`guest ${networkOf(address)}`, most.guests)),
    says: ({ tenantId, customer }) => pass(buckets.enter(`says ${tenantId} ${customer.id}`, most.words)),
  }
}
