import type { Listener } from '@hotseat/core'
import { isRecorder } from '../sign-on/live-sessions-of.ts'
import type { MemberRow, SessionRow } from '../store/tables.ts'

/** As whom a session follows the feed: its person, or the recorder that it is (spec RC18). */
export function listenerOf(
  { id, role }: Pick<MemberRow, 'id' | 'role'>,
  session: Pick<SessionRow, 'id' | 'application'>,
): Listener {
  return { userId: id, role, ...(isRecorder(session) && { recorderSession: session.id }) }
}
