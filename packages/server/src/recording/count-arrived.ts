import type { Meta } from '../meta.ts'
import type { Transaction } from '../store/store.ts'
import { commandRecording } from './command-recording.ts'

/** A recording of which all parts that its recorder named are there is stored (spec RC33). */
export async function countArrived(tx: Transaction, recordingId: string, meta: Meta): Promise<void> {
  const recording = (await tx.get('recordings', { id: recordingId }))?.recording
  // They are counted only when it may be the last one.
  if (recording?.state !== 'stopped' || recording.partCount === null) return
  const arrived = (await tx.find('recordingParts', { where: { recordingId } })).length
  await commandRecording(tx, recording, { type: 'arrive', arrived }, meta)
}
