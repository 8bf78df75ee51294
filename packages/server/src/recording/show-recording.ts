import type { Recording } from '@hotseat/core'
import type { RecordingDocument } from '@hotseat/protocol'
import type { Names } from '../chat/names.ts'
import type { TenantReader } from '../store/store.ts'
import type { RecordingPartRow } from '../store/tables.ts'

/** A recording as a document, with the parts of it that can be played. */
export async function showRecording(tenant: TenantReader, names: Names, recording: Recording): Promise<RecordingDocument> {
  const { id, userId, place, state, failure, askedAt, startedAt, stoppedAt, calls, pauses } = recording
  const nameOf = async (person: string) => (await names.agent(person)) || person
  const parts = await tenant.find('recordingParts', { where: { recordingId: id } })
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
