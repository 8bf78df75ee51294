import type { SessionDocument, SignInBody } from '@hotseat/protocol'
import { publicHalf, signSignIn } from './device-key.ts'
import type { Hotseat } from './hotseat.ts'
import type { Seat } from './seat.ts'
import type { KeyMaker } from './world.ts'

/** Signs in with this device's key. Password and code are in the request and nowhere else (S-52). */
export async function signIn(seat: Seat, input: Parameters<Hotseat['signIn']>[0]): Promise<SessionDocument> {
  const { subId, keeper, tabs } = await seat.ready
  const { subtle } = seat.world
  const key = await keeper.deviceKey()
  const device = subtle && key ? await introduce(seat, subtle, key, input) : {}
  // A sign-out of the session before, told any later, would end the one that goes on (SO21).
  await seat.owed.pause()
  try {
    const body = { ...input, ...device, subId, credential: seat.credential }
    const document = await seat.transport.call('signIn', { body })
    await keeper.settle()
    await seat.begin(document, key ?? undefined)
    if (!document.mustEnrol) tabs.post({ type: 'signedIn', document })
    return seat.holder.document ?? document
  } finally {
    seat.owed.goOn()
  }
}

/**
 * The key of this device and the proof of it, which is made over the tenant: without one, or from a server that gives no
 * challenge now, it is the key alone.
 */
async function introduce(
  { transport, world, origin }: Seat,
  subtle: KeyMaker,
  key: CryptoKeyPair,
  { tenant, username }: Parameters<Hotseat['signIn']>[0],
): Promise<Pick<SignInBody, 'deviceKey' | 'deviceProof'>> {
  const deviceKey = await publicHalf(subtle, key)
  if (tenant === undefined) return { deviceKey }
  const echo = await transport.call('echo', {}).catch(() => null)
  if (echo === null) return { deviceKey }
  const { challenge } = echo
  const subject = { origin: world.pageOrigin ?? origin, tenant, username, challenge }
  return { deviceKey, deviceProof: { challenge, signature: await signSignIn(subtle, key, deviceKey, subject) } }
}
