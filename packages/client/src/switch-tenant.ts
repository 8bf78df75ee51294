import type { SessionDocument } from '@hotseat/protocol'
import { isRecord } from './parse-problem.ts'
import type { Seat } from './seat.ts'

/**
 * Moves this browser's session to another tenant: every tab goes along. While the server ends the old session this tab
 * hears neither the feed nor the other tabs, because that end is no news: the answer tells it of the new one.
 */
export async function switchTenant<Answer>(seat: Seat, request: () => Promise<Answer>): Promise<Answer> {
  const { tabs } = await seat.ready
  const { key } = seat.holder
  seat.feed.close()
  tabs.setDeaf(true)
  try {
    const answer = await request()
    if (isSession(answer)) {
      await seat.begin(answer, key ?? undefined)
      tabs.post({ type: 'signedIn', document: answer })
    }
    return answer
  } catch (error) {
    seat.driver.tell({ type: 'socketClosed' })
    throw error
  } finally {
    tabs.setDeaf(false)
  }
}

function isSession(answer: unknown): answer is SessionDocument {
  return isRecord(answer) && isRecord(answer.session) && isRecord(answer.user)
}
