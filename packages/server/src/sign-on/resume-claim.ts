import { type Agent, isAgentRole, type ResumeFacts } from '@hotseat/core'
import type { Transaction } from '../store/store.ts'
import type { AccountRow, MemberRow, SessionRow, TenantRow } from '../store/tables.ts'
import { isRecorder, liveSessionsOf } from './live-sessions-of.ts'
import { isUsed } from './resume-proof.ts'

/** Everything about a session that somebody has proved the key of. */
export type Claim = {
  readonly session: SessionRow
  /** The session to go on with: itself, or the one that its work has moved to already on the same device. */
  readonly target: SessionRow
  readonly member: MemberRow
  readonly account: AccountRow
  readonly agent: Agent | undefined
  readonly facts: ResumeFacts
}

/** Reads what a resume is decided on; null when the person is gone. */
export async function readClaim(tx: Transaction, tenant: TenantRow, sessionId: string, challenge: string): Promise<Claim | null> {
  const session = await tx.get('sessions', { id: sessionId })
  const member = session && (await tx.get('members', { id: session.userId }))
  const account = member && (await tx.system.get('accounts', { id: member.id }))
  if (!session || !member || !account) return null
  const { userId, deviceId } = session
  // A recorder's key is no device of its agent's (spec RC11), and is revoked by itself (spec RC50).
  const findDevice = (id: string) =>
    isRecorder(session) ? tx.get('recorders', { id }) : tx.get('devices', { userId, deviceId: id })
  const device = deviceId === null ? undefined : await findDevice(deviceId)
  const agent = isAgentRole(member.role) ? (await tx.get('agents', { userId }))?.agent : undefined
  const others = session.endedAt === null ? [] : await liveSessionsOf(tx, userId)
  // The reply to an earlier resume may have been lost: the same device finds its work where that one took it (S-55).
  const successor = others.find((other) => other.deviceId === deviceId && other.subId === session.subId)
  return {
    session,
    target: session.endReason === 'connectionLost' ? (successor ?? session) : session,
    member,
    account,
    agent,
    facts: {
      session: { ...session, hasDeviceKey: session.deviceKey !== null },
      challenge: isUsed(session, challenge) ? 'used' : 'fresh',
      signatureFits: true,
      deviceRevokedAt: device?.revokedAt ?? null,
      accountDisabledAt: member.disabledAt,
      tenantSuspendedAt: tenant.suspendedAt,
      passwordChangedAt: account.passwordChangedAt,
      workEnded: session.endReason === 'connectionLost' && agent !== undefined && agent.sessionId === null && agent.lost === null,
      signedInElsewhere:
        isAgentRole(member.role) &&
        others.some((other) => other.application === session.application && other.deviceId !== deviceId),
    },
  }
}
