import { tellRecorder } from '@hotseat/core'
import type { Transaction } from '../store/store.ts'

/** Notes that a recorder is told of a recording, which may say from then on that it began it (spec RC24). */
export async function noteTold(tx: Transaction, recordingId: string, recorderId: string): Promise<void> {
  const row = await tx.get('recordings', { id: recordingId })
  if (row === undefined) return
  const recording = tellRecorder(row.recording, recorderId)
  if (recording !== row.recording) tx.put('recordings', { ...row, recording })
}
