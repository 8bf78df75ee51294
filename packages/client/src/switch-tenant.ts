import type { SessionDocument } from '@hotseat/protocol'
import { HotseatError } from './hotseat.ts'
import type { Seat } from './seat.ts'

/**
 * Moves this browser's session to another tenant: every tab goes along. While the server ends the old session this tab
 * hears neither the feed nor the other tabs, because that end is no news: the answer tells it of the new one.
 */
export async function switchTenant(seat: Seat, request: () => Promise<SessionDocument>): Promise<SessionDocument> {
  const { tabs } = await seat.ready
  const { key } = seat.holder
  seat.feed.close()
  tabs.setDeaf(true)
  try {
    const answer = await request()
    await seat.begin(answer, key ?? undefined)
    tabs.post({ type: 'signedIn', document: answer })
    return answer
  } catch (error) {
    // A refusal says that the session stands; without an answer nobody knows.
    const stands = error instanceof HotseatError && error.status >= 400 && error.status < 500 && error.status !== 401
    seat.driver.tell({ type: stands ? 'signedIn' : 'socketClosed' })
    throw error
  } finally {
    tabs.setDeaf(false)
  }
}
