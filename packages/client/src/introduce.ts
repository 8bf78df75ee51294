import type { SignInBody } from '@hotseat/protocol'
import { publicHalf, signSignIn } from './device-key.ts'
import type { Transport } from './transport.ts'
import type { KeyMaker, World } from './world.ts'

/** Where a device says who it is. */
export type Meeting = {
  readonly transport: Pick<Transport, 'call'>
  readonly world: Pick<World, 'pageOrigin'>
  /** The server's origin. */
  readonly origin: string
}

/**
 * The key of this device and the proof of it, made over the name as it is typed and the tenant, if that is named (SI18): so a
 * device that was here before comes in while strangers' guesses block the name (S-13). A server that gives no challenge now gets
 * the key alone.
 */
export async function introduce(
  { transport, world, origin }: Meeting,
  subtle: KeyMaker,
  key: CryptoKeyPair,
  { tenant = '', username }: Pick<SignInBody, 'tenant' | 'username'>,
): Promise<Pick<SignInBody, 'deviceKey' | 'deviceProof'>> {
  const deviceKey = await publicHalf(subtle, key)
  const echo = await transport.call('echo', {}).catch(() => null)
  if (echo === null) return { deviceKey }
  const { challenge } = echo
  const subject = { origin: world.pageOrigin ?? origin, tenant, username, challenge }
  return { deviceKey, deviceProof: { challenge, signature: await signSignIn(subtle, key, deviceKey, subject) } }
}
