import { recorderApplication } from '@hotseat/core'
import type { Transaction } from '../store/store.ts'
import type { SessionRow } from '../store/tables.ts'

/** The sessions of a user that have not ended. */
export function liveSessionsOf(tx: Pick<Transaction, 'find'>, userId: string) {
  return tx.find('sessions', { where: { userId, endedAt: null } })
}

/** Whether it is a recorder's: it carries no work, and says nothing of where the agent is (spec RC18). */
export function isRecorder({ application }: Pick<SessionRow, 'application'>): boolean {
  return application === recorderApplication
}
