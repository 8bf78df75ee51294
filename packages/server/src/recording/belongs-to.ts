import type { Recording } from '@hotseat/core'
import type { Reader } from '../store/store.ts'
import type { RecorderRow, TenantTables } from '../store/tables.ts'

/**
 * Whether a recorder is the one of this agent's machine (spec RC16). Where both places are known they decide: at the desk where
 * the agent was yesterday somebody else may sit now.
 */
export function isRecorderOf(
  { place, userId }: Pick<RecorderRow, 'place' | 'userId'>,
  recording: Pick<Recording, 'place' | 'userId'>,
): boolean {
  return place !== null && recording.place !== null ? place === recording.place : userId === recording.userId
}

/** Whether any recorder is known, and not shut out, that could make this recording. */
export async function hasRecorder(
  tx: Pick<Reader<TenantTables>, 'find'>,
  recording: Pick<Recording, 'place' | 'userId'>,
): Promise<boolean> {
  const { userId, place } = recording
  const theirs = await tx.find('recorders', { where: { userId, revokedAt: null } })
  if (theirs.some((each) => isRecorderOf(each, recording))) return true
  return place !== null && (await tx.find('recorders', { where: { place, revokedAt: null }, limit: 1 })).length > 0
}
