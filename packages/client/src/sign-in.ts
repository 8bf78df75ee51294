import type { SessionDocument } from '@hotseat/protocol'
import { publicHalf } from './device-key.ts'
import type { Hotseat } from './hotseat.ts'
import type { Seat } from './seat.ts'

/** Signs in with this device's key. Password and code are in the request and nowhere else (S-52). */
export async function signIn(seat: Seat, input: Parameters<Hotseat['signIn']>[0]): Promise<SessionDocument> {
  const { subId, keeper, tabs } = await seat.ready
  const { subtle } = seat.world
  const key = await keeper.deviceKey()
  const deviceKey = subtle && key ? { deviceKey: await publicHalf(subtle, key) } : {}
  const document = await seat.transport.call('signIn', { body: { ...input, ...deviceKey, subId, credential: seat.credential } })
  await keeper.settle()
  await seat.begin(document, key ?? undefined)
  if (!document.mustEnrol) tabs.post({ type: 'signedIn', document })
  return seat.holder.document ?? document
}
