import type { Recording } from '@hotseat/core'
import type { Deps } from '../deps.ts'
import { isRecorder, liveSessionsOf } from '../sign-on/live-sessions-of.ts'
import type { Transaction } from '../store/store.ts'
import type { RecorderRow } from '../store/tables.ts'
import { isRecorderOf } from './belongs-to.ts'
import { noteTold } from './note-told.ts'
import { makeTicket } from './recorder-ticket.ts'

/** So many of those that are asked for are looked at, the newest first: each is one for some seconds only. */
const most = 500

/**
 * A ticket for a recorder that nobody is signed in on, if a recording is asked for an agent of its machine whose recorder is
 * not there (spec RC16); else null. It is of the session that carries the agent's work.
 */
export async function findTicket(deps: Deps, tenantId: string, recorder: RecorderRow): Promise<string | null> {
  const store = deps.store.tenant(tenantId)
  const asked = await store.find('recordings', { where: { state: 'asked' }, orderBy: 'askedAt', descending: true, limit: most })
  for (const { recording } of asked) {
    if (!isRecorderOf(recorder, recording)) continue
    const ticket = await store.transact(async (tx) => {
      const sessionId = await findCarrier(tx, recording, recorder.id, deps.clock.now())
      if (sessionId === null) return null
      await noteTold(tx, recording.id, recorder.id)
      return (await makeTicket(deps, tx, sessionId, recorder.id)).ticket
    })
    if (ticket !== null) return ticket
  }
  return null
}

/** The session that carries the work of an agent whose recording nobody is there to make. */
async function findCarrier(tx: Transaction, { id, userId }: Recording, recorderId: string, now: number): Promise<string | null> {
  const row = await tx.get('recordings', { id })
  if (row?.state !== 'asked' || row.recording.giveUpAt <= now) return null
  // Who asks at the door is not signed in, whatever a session of its own still looks like.
  const isThere = (await liveSessionsOf(tx, userId)).some(
    (each) => isRecorder(each) && each.connectedNode !== null && each.deviceId !== recorderId,
  )
  return isThere ? null : ((await tx.get('agents', { userId }))?.agent.sessionId ?? null)
}
