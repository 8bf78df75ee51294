import type { SessionDocument } from '@hotseat/protocol'
import { publicHalf, signRecorder } from './device-key.ts'
import { HotseatError, type RecorderTicket } from './hotseat.ts'
import type { Seat } from './seat.ts'

/** Signs a recorder in: the ticket names its key, and the key proves that it is this one (spec RC10, RC11). */
export async function signInByTicket(seat: Seat, { ticket, version, place }: RecorderTicket): Promise<SessionDocument> {
  const { keeper } = await seat.ready
  const { subtle, pageOrigin } = seat.world
  const key = await keeper.deviceKey()
  if (subtle === null || key === null)
    throw new HotseatError({ code: 'recorder.ticket', title: 'Without a key no ticket can be used here.', status: 401 })
  const deviceKey = await publicHalf(subtle, key)
  const { challenge } = await seat.transport.call('echo', {})
  const signature = await signRecorder(subtle, key, { origin: pageOrigin ?? seat.origin, ticket, challenge })
  // As at every sign-in: one that is still owed would end the session that begins (SO21).
  await seat.owed.pause()
  try {
    const body = { ticket, deviceKey, challenge, signature, version, ...(place === undefined ? {} : { place }) }
    const document = await seat.transport.call('recorderSignIn', { body })
    await keeper.settle()
    await seat.begin(document, key)
    return seat.holder.document ?? document
  } finally {
    seat.owed.goOn()
  }
}
