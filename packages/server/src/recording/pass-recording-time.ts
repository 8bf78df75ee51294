import type { Deps } from '../deps.ts'
import { isRecorder, liveSessionsOf } from '../sign-on/live-sessions-of.ts'
import { hasRecorder } from './belongs-to.ts'
import { commandRecording } from './command-recording.ts'

const batch = 500

/** Notes for a tenant's recordings that nobody has begun in time that they have failed, and why (spec RC17). */
export async function passRecordingTime(deps: Pick<Deps, 'store' | 'clock'>, tenantId: string): Promise<void> {
  const store = deps.store.tenant(tenantId)
  const due = await store.find('recordings', { range: { column: 'dueAt', to: deps.clock.now() }, orderBy: 'dueAt', limit: batch })
  // Side by side, so that they share commits.
  await Promise.all(
    due.map(({ id }) =>
      store.transact(async (tx) => {
        const row = await tx.get('recordings', { id })
        const at = deps.clock.now()
        if (row?.dueAt == null || row.dueAt > at) return
        const { recording } = row
        // One that is signed in elsewhere than the place says was told all the same.
        const isSignedIn = (await liveSessionsOf(tx, recording.userId)).some(isRecorder)
        const isKnown = isSignedIn || (await hasRecorder(tx, recording))
        await commandRecording(tx, recording, { type: 'fail', failure: isKnown ? 'notAnswered' : 'noRecorder' }, { at, by: null })
      }),
    ),
  )
}
