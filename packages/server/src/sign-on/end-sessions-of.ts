import type { EndReason } from '@hotseat/core'
import type { Meta } from '../meta.ts'
import type { Transaction } from '../store/store.ts'
import { endWork } from './end-work.ts'

/** Ends every session and device key of a user in this tenant; nothing of theirs comes back without a password (S-05). */
export async function endSessionsOf(
  tx: Transaction,
  userId: string,
  reason: EndReason,
  meta: Meta,
  options: { readonly reasonCode?: number | null } = {},
): Promise<void> {
  await endWork(tx, userId, reason, meta, options)
  for (const device of await tx.find('devices', { where: { userId } })) {
    if (device.revokedAt === null) tx.put('devices', { ...device, revokedAt: meta.at })
  }
}
