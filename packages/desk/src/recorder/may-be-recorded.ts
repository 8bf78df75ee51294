import { parseRecordingWhen } from '@hotseat/core'
import { preferenceOf } from '../app/preferences.ts'
import type { SessionView } from '../app/view-context.tsx'

/** Whether the screen of who is signed in may be recorded: an agent, where something is recorded at all (spec DKR1). */
export function mayBeRecorded(session: Pick<SessionView, 'agent' | 'preferences'>): boolean {
  const when = parseRecordingWhen(preferenceOf(session, 'recording.when'))
  return session.agent !== null && when !== null && when.kind !== 'off'
}
