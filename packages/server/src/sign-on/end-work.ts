import type { EndReason } from '@hotseat/core'
import type { Meta } from '../meta.ts'
import type { Transaction } from '../store/store.ts'
import { endSession } from './end-session.ts'
import { liveSessionsOf } from './live-sessions-of.ts'

/**
 * Ends a person's work in this tenant: every session they have here, in whichever application, and the agent signed out once
 * (spec SO32). `reasonCode` where the person or a supervisor gave one.
 */
export async function endWork(
  tx: Transaction,
  userId: string,
  reason: EndReason,
  meta: Meta,
  options: { readonly reasonCode?: number | null } = {},
): Promise<void> {
  const carrier = (await tx.get('agents', { userId }))?.agent.sessionId
  const live = await liveSessionsOf(tx, userId)
  // The one that carries the work comes last, so that there is none for it to go on in.
  const ordered = live.toSorted((a, b) => Number(a.id === carrier) - Number(b.id === carrier))
  for (const session of ordered) await endSession(tx, session, reason, meta, options)
}
