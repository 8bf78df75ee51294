import type { SessionDocument } from '@hotseat/protocol'
import type { Hotseat } from './hotseat.ts'
import { introduce } from './introduce.ts'
import type { Seat } from './seat.ts'

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
