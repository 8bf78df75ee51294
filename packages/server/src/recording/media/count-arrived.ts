import { decideRecording, evolveRecording } from '@hotseat/core'
import type { Meta } from '../../meta.ts'
import type { Transaction } from '../../store/store.ts'

/** A recording of which all parts that its recorder named are there is stored (spec RC33). To be asked when a part arrived, and when they are named. */
export async function countArrived(tx: Transaction, recordingId: string, meta: Meta): Promise<void> {
  const row = await tx.get('recordings', { id: recordingId })
  // Parts carry their index with them, so they are counted only when it may be the last one.
  if (row?.recording.state !== 'stopped' || row.recording.partCount === null) return
  const arrived = row.recording.partCount === 0 ? 0 : (await tx.find('recordingParts', { where: { recordingId } })).length
  const decision = decideRecording(row.recording, { type: 'arrive', arrived }, meta.at)
  if (!decision.ok) return
  let { recording } = row
  for (const event of decision.value) {
    recording = evolveRecording(recording, event)
    await tx.emit(event, meta)
  }
  tx.put('recordings', { ...row, state: recording.state, recording })
}
