import { HotseatError } from './hotseat.ts'
import type { Keeper } from './keeper.ts'
import { createTransport, type Transport } from './transport.ts'
import type { World } from './world.ts'

/** Where something is owed, and who remembers it. */
export type OwedPorts = {
  readonly world: World
  readonly origin: string
  readonly credential: 'cookie' | 'bearer'
  readonly transport: Transport
  readonly ready: () => Promise<{ readonly keeper: Keeper; readonly subId: string }>
}

/**
 * Makes good a sign-out that the server never heard of: until then the cookie would bring the session back (S-24). The
 * session is shown to nobody meanwhile. `accessToken`: that of a bearer session, while its page lives; without it the
 * server ends that session itself. True while the server cannot be told yet.
 */
export async function settleOwed(
  { world, origin, credential, transport, ready }: OwedPorts,
  accessToken: string | null,
): Promise<boolean> {
  const { keeper, subId } = await ready()
  const owed = await keeper.findOwed()
  if (owed === null) return false
  const tell = (csrfToken: string | null) =>
    createTransport(world, origin, credential, () => ({ csrfToken, accessToken, subId })).call('signOut', { body: {} })
  try {
    if (credential === 'cookie') {
      const { session, csrfToken } = await transport.call('session', {})
      if (session.id === owed) await tell(csrfToken)
    } else if (accessToken !== null) await tell(null)
  } catch (error) {
    if (error instanceof HotseatError && error.status !== 401) return true
  }
  await keeper.settle()
  return false
}
