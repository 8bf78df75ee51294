import { type EndReason, isAgentRole } from '@hotseat/core'
import type { Meta } from '../meta.ts'
import type { Transaction } from '../store/store.ts'
import type { SessionRow } from '../store/tables.ts'
import { endSession } from './end-session.ts'
import { isRecorder, liveSessionsOf } from './live-sessions-of.ts'

/**
 * Ends a session that its desk is left with, for another person or another tenant, and what an agent's other applications have in
 * the same browser, and their recorder: nobody sits there any more (spec SO33, RC18). Isolated tabs beside it go on.
 */
export async function endDesk(tx: Transaction, session: SessionRow, reason: EndReason, meta: Meta): Promise<void> {
  const { id, userId, application, browserId } = session
  if (session.endedAt !== null) return
  const others = isAgentRole(session.role) && browserId !== null ? await liveSessionsOf(tx, userId) : []
  const isLeft = (each: SessionRow) =>
    each.id !== id && each.application !== application && (each.browserId === browserId || isRecorder(each))
  const left = others.filter(isLeft)
  for (const each of [...left, session]) await endSession(tx, each, reason, meta)
}
