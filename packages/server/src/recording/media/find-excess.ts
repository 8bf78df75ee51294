import type { Refusal } from '@hotseat/core'
import type { Transaction } from '../../store/store.ts'
import type { RecordingUploadRow } from '../../store/tables.ts'

/** A whole day of a busy screen is less. */
const mostBytes = 64 * 1024 ** 3
/** Also of a recording that may last a minute only: pauses end parts, too. */
const leastParts = 100

/**
 * Why a recording has no room for a part (spec RC35); null: it has. A capture that breaks is begun again a second later at the soonest (spec CAP3),
 * so there are no more parts than seconds. How many its recorder has named bounds nothing: one that it gave up may come after all. `maxMs`: how long a recording may last.
 */
export async function findExcess(
  tx: Transaction,
  { recordingId, part, bytes }: Pick<RecordingUploadRow, 'recordingId' | 'part' | 'bytes'>,
  maxMs: number,
): Promise<Refusal | null> {
  const where = { recordingId }
  const parts = await tx.find('recordingParts', { where })
  const uploads = (await tx.find('recordingUploads', { where })).filter((other) => other.part !== part)
  const stored = parts.reduce((sum, { storedBytes }) => sum + storedBytes, 0)
  const coming = uploads.reduce((sum, other) => sum + other.bytes, 0)
  const isFull = parts.length + uploads.length >= Math.max(leastParts, maxMs / 1_000)
  return isFull || stored + coming + bytes > mostBytes ? { code: 'request.tooLarge', detail: 'the recording is full' } : null
}
