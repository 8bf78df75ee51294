import { isWanted, type Recording } from '@hotseat/core'
import type { TenantReader } from '../store/store.ts'

/** The recording of an agent that goes on (spec RC5), else the one that was asked for last. */
export async function findNewestRecording(tx: Pick<TenantReader, 'find'>, userId: string): Promise<Recording | undefined> {
  // Some more than one: those of one and the same millisecond are in no order.
  const rows = await tx.find('recordings', { where: { userId }, orderBy: 'askedAt', descending: true, limit: 4 })
  return (rows.find(({ recording }) => isWanted(recording)) ?? rows[0])?.recording
}
