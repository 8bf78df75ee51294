import type { Recording } from '@hotseat/core'
import type { Deps } from '../deps.ts'
import { isRecorder, liveSessionsOf } from '../sign-on/live-sessions-of.ts'
import type { TenantReader, Transaction } from '../store/store.ts'
import type { RecorderRow } from '../store/tables.ts'
import { isRecorderOf } from './belongs-to.ts'
import { findNewestRecording } from './find-recording.ts'
import { noteTold } from './note-told.ts'
import { makeTicket } from './recorder-ticket.ts'

/** Of those that are asked for at one place so many are looked at, the newest first: each is one for some seconds only. */
const most = 4

/**
 * A ticket for a recorder that nobody is signed in on, if a recording is asked for an agent of its machine whose recorder is
 * not there (spec RC16); else null. It is of the session that carries the agent's work. `named`: the recording, where it is known.
 */
export async function findTicket(deps: Deps, tenantId: string, recorder: RecorderRow, named?: Recording): Promise<string | null> {
  const store = deps.store.tenant(tenantId)
  for (const recording of named ? [named] : await findAsked(store, recorder)) {
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

/** What may be asked for where it stands, or for whom it signed in for last: however many are asked for elsewhere, nothing is read of them. */
async function findAsked(store: TenantReader, { place, userId }: RecorderRow): Promise<readonly Recording[]> {
  const asked = { range: { column: 'askedAt' }, orderBy: 'askedAt', descending: true, limit: most } as const
  const there = place === null ? [] : await store.find('recordings', { where: { place, state: 'asked' }, ...asked })
  const theirs = await findNewestRecording(store, userId)
  return [...there.map(({ recording }) => recording), ...(theirs ? [theirs] : [])]
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
