import type { SessionDocument } from '@hotseat/protocol'
import { publicHalf } from './device-key.ts'
import type { Hotseat } from './hotseat.ts'
import type { Seat } from './seat.ts'

/** Signs in with this device's key. The password is in the request and nowhere else (S-52). */
export async function signIn(seat: Seat, input: Parameters<Hotseat['signIn']>[0]): Promise<SessionDocument> {
  const { subId, keeper, tabs } = await seat.ready
  const key = await keeper.deviceKey()
  const deviceKey = await publicHalf(seat.world.subtle, key)
  const document = await seat.transport.call('signIn', { body: { ...input, subId, deviceKey, credential: seat.credential } })
  await keeper.settle()
  await seat.begin(document, key)
  tabs.post({ type: 'signedIn', document })
  return seat.holder.document ?? document
}
