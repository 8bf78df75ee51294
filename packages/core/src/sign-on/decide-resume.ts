import { type EndReason, endReasons } from '../end-reason.ts'
import type { RefusalCode } from '../refusals.ts'
import { accepted, type Result, refused } from '../result.ts'

/** The session that someone wants to resume, as stored. */
export type ResumableSession = {
  readonly endedAt: number | null
  readonly endReason: EndReason | null
  /** The last real authentication (S-23). */
  readonly authenticatedAt: number
  readonly expiresAt: number
  readonly activeAt: number
  /** Since when no socket is open; null while one is. */
  readonly droppedAt: number | null
  readonly hasDeviceKey: boolean
}

/** Everything that decides on a resume, looked up beforehand. */
export type ResumeFacts = {
  /** Null: there is no such session in any tenant. */
  readonly session: ResumableSession | null
  /** `stale`: not ours or over 60 s old. `used`: it carried a proof before. */
  readonly challenge: 'fresh' | 'stale' | 'used'
  /** The signature fits the session's device key. */
  readonly signatureFits: boolean
  readonly deviceRevokedAt: number | null
  readonly accountDisabledAt: number | null
  readonly tenantSuspendedAt: number | null
  readonly passwordChangedAt: number
  /** The loss ended the session of an agent whose work somebody has ended on purpose since. */
  readonly workEnded: boolean
  /** The user is an agent who has since signed in at another browser or device. */
  readonly signedInElsewhere: boolean
}

export type ResumeContext = {
  readonly now: number
  readonly idleMs: number
  /** How long ago a person did something, as the client says. */
  readonly activeMsAgo?: number | undefined
}

/**
 * `recovered`: the same session goes on. `resynced`: it ended by the loss; its work goes on in a new one. `activeAt`: the
 * last thing a person did, from which the idle time counts on.
 */
export type ResumeOutcome = { readonly outcome: 'recovered' | 'resynced'; readonly activeAt: number }

/**
 * Whether a proof of the device key brings a session back (S-57). Why not is told only to who holds the key: without a
 * valid proof an ended session cannot be told from one that never was (S-09). A blocked account is no reason (S-13).
 */
export function decideResume(facts: ResumeFacts, context: ResumeContext): Result<ResumeOutcome> {
  const { session } = facts
  if (facts.challenge === 'stale') return refused('resume.challenge')
  if (session === null) return refused('resume.unknown', { detail: 'no such session' })
  if (!session.hasDeviceKey) return refused('resume.unknown', { detail: 'no device key' })
  if (!facts.signatureFits) return refused('resume.unknown', { detail: 'signature' })
  const activeAt = lastActiveAt(session, context)
  const code = objection({ ...session, activeAt }, facts, context)
  if (code !== null) return refused(code)
  return accepted({ outcome: session.endedAt === null ? 'recovered' : 'resynced', activeAt })
}

/** What the client says counts for the time without a socket: while one was open, its keep-alives told (SO26). */
function lastActiveAt({ activeAt, droppedAt }: ResumableSession, { now, activeMsAgo }: ResumeContext): number {
  if (droppedAt === null || activeMsAgo === undefined) return activeAt
  const saidAt = Math.min(now, now - activeMsAgo)
  return saidAt > droppedAt ? Math.max(activeAt, saidAt) : activeAt
}

/** The first reason in this order is the one a person reads; an end on purpose says more than what came after it. */
function objection(session: ResumableSession, facts: ResumeFacts, { now, idleMs }: ResumeContext): RefusalCode | null {
  if (facts.challenge === 'used') return 'resume.replayed'
  const ended = session.endReason === null ? null : endReasons[session.endReason]
  if (ended !== null) return ended
  // Where it went there is nothing to go on with: they left there, too.
  if (session.endReason === 'tenantSwitched' || facts.workEnded) return 'resume.signedOut'
  if (facts.tenantSuspendedAt !== null) return 'resume.suspended'
  if (facts.accountDisabledAt !== null) return 'resume.disabled'
  if (facts.passwordChangedAt > session.authenticatedAt) return 'resume.passwordChanged'
  if (facts.deviceRevokedAt !== null) return 'resume.keyRevoked'
  if (facts.signedInElsewhere) return 'resume.takenOver'
  if (session.expiresAt <= now) return 'resume.expired'
  if (session.activeAt + idleMs <= now) return 'resume.idle'
  return null
}
