import { HotseatError } from './hotseat.ts'
import type { Seat } from './seat.ts'
import { createTransport } from './transport.ts'

/**
 * Makes good a sign-out that the server never heard of: until then the cookie would bring the session back (S-24). The
 * session is shown to nobody meanwhile. True while the server cannot be told yet.
 */
export async function settleOwed({ world, origin, credential, ready, transport }: Seat): Promise<boolean> {
  const { keeper, subId } = await ready
  const owed = await keeper.findOwed()
  if (owed === null) return false
  // A token went with its page; without its client the server ends the session itself.
  if (credential === 'cookie') {
    try {
      const { session, csrfToken } = await transport.call('session', {})
      const once = createTransport(world, origin, credential, () => ({ csrfToken, accessToken: null, subId }))
      if (session.id === owed) await once.call('signOut', { body: {} })
    } catch (error) {
      if (error instanceof HotseatError && error.status !== 401) return true
    }
  }
  await keeper.settle()
  return false
}
