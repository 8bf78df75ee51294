import type { Recording } from '@hotseat/core'
import type { RecordingDocument } from '@hotseat/protocol'
import { createNames, type Names } from '../chat/names.ts'
import type { TenantReader } from '../store/store.ts'
import type { RecordingPartRow } from '../store/tables.ts'

/** Recordings as documents, with the parts of them that can be played: these are read in one go, however many recordings they are of. */
export async function showRecordings(tenant: TenantReader, recordings: readonly Recording[]): Promise<RecordingDocument[]> {
  const names = createNames(tenant)
  const among = { column: 'recordingId', values: recordings.map(({ id }) => id) } as const
  const parts = Map.groupBy(await tenant.find('recordingParts', { among }), ({ recordingId }) => recordingId)
  return Promise.all(recordings.map((recording) => showRecording(names, recording, parts.get(recording.id) ?? [])))
}

async function showRecording(names: Names, recording: Recording, parts: readonly RecordingPartRow[]): Promise<RecordingDocument> {
  const { id, userId, place, state, failure, askedAt, startedAt, stoppedAt, calls, pauses } = recording
  const nameOf = async (person: string) => (await names.agent(person)) || person
  return {
    ...{ id, agent: { id: userId, name: await nameOf(userId) }, place, state, failure, askedAt, startedAt, stoppedAt },
    calls: calls.map((call) => ({ ...call })),
    pauses: await Promise.all(pauses.map(async ({ from, to, by }) => ({ from, to, by: by && (await nameOf(by)) }))),
    // Of a part that was cut before its first picture there is nothing to see.
    parts: parts.filter(({ durationMs }) => durationMs > 0).map(showPart),
  }
}

function showPart({
  part,
  startedAt,
  endedAt,
  durationMs,
  storedBytes,
  cut,
}: RecordingPartRow): RecordingDocument['parts'][number] {
  return { part, startedAt, endedAt, durationMs, bytes: storedBytes, cut }
}
