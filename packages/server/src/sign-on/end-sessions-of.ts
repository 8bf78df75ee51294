import type { EndReason } from '@hotseat/core'
import type { Meta } from '../meta.ts'
import type { Transaction } from '../store/store.ts'
import { endSession } from './end-session.ts'

/** Ends every session and device key of a user in this tenant; nothing of theirs comes back without a password (S-05). */
export async function endSessionsOf(tx: Transaction, userId: string, reason: EndReason, meta: Meta): Promise<void> {
  for (const session of await liveSessionsOf(tx, userId)) await endSession(tx, session, reason, meta)
  for (const device of await tx.find('devices', { where: { userId } })) {
    if (device.revokedAt === null) tx.put('devices', { ...device, revokedAt: meta.at })
  }
}

/** The sessions of a user that have not ended. */
export function liveSessionsOf(tx: Pick<Transaction, 'find'>, userId: string) {
  return tx.find('sessions', { where: { userId, endedAt: null } })
}
