import type { SessionDocument } from '@hotseat/protocol'
import type { Seat } from './seat.ts'
import { createTransport } from './transport.ts'

/** Goes on in the session that a token opens. Nothing is kept for a reload: there is no key to come back with. */
export async function carryOn(seat: Seat, accessToken: string): Promise<SessionDocument> {
  await seat.ready
  const { world, origin, owed } = seat
  const credentials = { csrfToken: null, accessToken, subId: '' }
  const document = await createTransport(world, origin, 'bearer', () => credentials).call('session', {})
  // A sign-out of the session before is this session's no longer.
  await owed.pause()
  try {
    await seat.begin({ ...document, accessToken: { value: accessToken, expiresAt: document.session.expiresAt } })
  } finally {
    owed.goOn()
  }
  return seat.holder.document ?? document
}
