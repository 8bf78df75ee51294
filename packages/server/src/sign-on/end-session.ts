import { type AgentRules, type EndReason, systemReasons } from '@hotseat/core'
import { commandAgent } from '../agent/command-agent.ts'
import type { Meta } from '../meta.ts'
import { releasePhone } from '../phone/release-phone.ts'
import type { Transaction } from '../store/store.ts'
import type { SessionRow } from '../store/tables.ts'
import { leaveBrowser } from './browser.ts'
import { isRecorder, liveSessionsOf } from './live-sessions-of.ts'

/** The reason code an agent is signed out with, where the person did not give one. */
const agentReasons: Partial<Record<EndReason, number>> = {
  takenOver: systemReasons.takenOver,
  replaced: systemReasons.takenOver,
  extensionTaken: systemReasons.extensionTaken,
  bySupervisor: systemReasons.bySupervisor,
  byAdministrator: systemReasons.byAdministrator,
  disabled: systemReasons.byAdministrator,
  suspended: systemReasons.byAdministrator,
  keyRevoked: systemReasons.byAdministrator,
  passwordChanged: systemReasons.passwordChanged,
  expired: systemReasons.sessionExpired,
  idle: systemReasons.sessionExpired,
  connectionLost: systemReasons.connectionLost,
}

/**
 * Ends a session for good. The session's access token, phone password and place in the browser die with it. The agent's
 * work that it carries goes on in another session of theirs, and is over with the last (spec SO32). `keepAgent` is for a
 * session that takes the work over in the same unit of work.
 */
export async function endSession(
  tx: Transaction,
  session: SessionRow,
  reason: EndReason,
  meta: Meta,
  options: { readonly keepAgent?: boolean; readonly reasonCode?: number | null } = {},
): Promise<void> {
  if (session.endedAt !== null) return
  tx.put('sessions', {
    ...session,
    endedAt: meta.at,
    endReason: reason,
    dueAt: null,
    connectedNode: null,
    tokenHash: null,
    tokenExpiresAt: null,
  })
  await leaveBrowser(tx.system, session)
  const { id, userId, role, application } = session
  await tx.emit({ kind: 'session.ended', userId, data: { sessionId: id, role, application, reason, by: meta.by } }, meta)
  await releasePhone(tx, session, 'sessionEnded', meta)
  if (!options.keepAgent) {
    const reasonCode = options.reasonCode ?? agentReasons[reason] ?? null
    await leaveWork(tx, session, reason, reasonCode, meta)
  }
}

/** Moves the work to another session of the agent, a connected one if there is one, else signs the agent out, and the recorder. */
async function leaveWork(
  tx: Transaction,
  session: SessionRow,
  reason: EndReason,
  reasonCode: number | null,
  meta: Meta,
): Promise<void> {
  const row = await tx.get('agents', { userId: session.userId })
  if (row?.agent.sessionId !== session.id) return
  const left = (await liveSessionsOf(tx, session.userId)).filter(({ id }) => id !== session.id)
  const others = left.filter((each) => !isRecorder(each))
  const next = others.find(({ droppedAt }) => droppedAt === null) ?? others[0]
  if (next !== undefined) {
    await commandAgent(tx, session.userId, { type: 'carryOn', sessionId: next.id }, noRules, meta)
    // Whether the agent is lost is the carrier's business (AG44): one without a socket is looked at again at once.
    if (next.droppedAt !== null) tx.put('sessions', { ...next, dueAt: meta.at })
    return
  }
  for (const recorder of left) await endSession(tx, recorder, reason, meta)
  // The code was checked, or is the system's own: so the system signs the agent out, and cannot be refused.
  const by = { kind: 'system', userId: meta.by } as const
  await commandAgent(tx, session.userId, { type: 'signOut', reasonCode, by }, noRules, meta)
}

/** A sign-out by the system asks none of the tenant's rules, and nothing is due afterwards. */
const noRules: AgentRules = {
  reasonCodes: [],
  reasonRequired: false,
  ringMs: 0,
  wrapUpMs: 0,
  wrapUpThen: 'READY',
  wrapUpCodes: [],
}
