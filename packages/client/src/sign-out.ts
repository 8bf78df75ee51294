import type { Hotseat } from './hotseat.ts'
import { HotseatError } from './hotseat.ts'
import type { Seat } from './seat.ts'

/**
 * Signs out here and now, in every tab of the session, and tells the server. When the server cannot be reached the
 * sign-out is owed, and made good as soon as it can be (S-24, LC8). Rejects, and nothing ends, when the server does not take the reason.
 */
export async function signOut(seat: Seat, options: Parameters<Hotseat['signOut']>[0] = {}): Promise<void> {
  const { keeper } = await seat.ready
  const { sessionId, accessToken } = seat.holder
  if (sessionId === null) return
  // The request takes its credentials as it starts, so they can go right after.
  const told = seat.transport.call('signOut', { body: options })
  const mayBeRefused = options.reasonCode !== undefined && seat.driver.state.kind === 'connected'
  if (!mayBeRefused) seat.driver.tell({ type: 'signedOut' })
  try {
    await told
  } catch (error) {
    const status = error instanceof HotseatError ? error.status : 0
    if (mayBeRefused && status === 400) throw error
    if (status !== 401) {
      await keeper.owe(sessionId)
      seat.owed.owe(accessToken?.value ?? null)
    }
  }
  if (mayBeRefused) seat.driver.tell({ type: 'signedOut' })
}
