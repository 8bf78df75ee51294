/** What bears on a session's time. Durations are effective preferences of its user. */
export type SessionTimePolicy = {
  /** `session.idleMs` */
  readonly idleMs: number
  /** `continuity.graceMs` */
  readonly graceMs: number
  /** `continuity.signOutAfterMs` */
  readonly signOutAfterMs: number
}

/** A live session, as far as time goes. All moments are epoch milliseconds. */
export type SessionTimes = {
  readonly expiresAt: number
  /** The last thing a person did (S-23). */
  readonly activeAt: number
  /** Since when no socket is open; null while one is. */
  readonly droppedAt: number | null
  readonly endedAt: number | null
  /** The grace period needs no more handling: the agent is marked lost already, or the user is no agent. */
  readonly graceHandled: boolean
}

/** What time does to a session: ends it (`expired`, `idle`, `connectionSignOut`) or marks its agent lost (`connectionGrace`). */
export type SessionTimeEvent = 'expired' | 'idle' | 'connectionSignOut' | 'connectionGrace'

/** When a session's absolute lifetime is over; it counts from the last real authentication, and no resume moves it (S-23). */
export function sessionExpiresAt(authenticatedAt: number, lifetimeMs: number): number {
  return authenticatedAt + lifetimeMs
}

/** When time next does something to the session (epoch ms); null: it has ended. */
export function sessionDueAt(session: SessionTimes, policy: SessionTimePolicy): number | null {
  const moments = deadlines(session, policy).map(({ at }) => at)
  return moments.length === 0 ? null : Math.min(...moments)
}

/** What is due by now, the gravest first: an end comes before a loss. */
export function decideSessionTime(session: SessionTimes, policy: SessionTimePolicy, now: number): SessionTimeEvent | 'nothing' {
  return deadlines(session, policy).find(({ at }) => at <= now)?.event ?? 'nothing'
}

function deadlines(session: SessionTimes, policy: SessionTimePolicy): readonly { event: SessionTimeEvent; at: number }[] {
  if (session.endedAt !== null) return []
  const { droppedAt } = session
  return [
    { event: 'expired' as const, at: session.expiresAt },
    // Without a socket nobody hears whether a person is there: the session ends by the loss, and a proof may say so (SO26).
    { event: droppedAt === null ? ('idle' as const) : ('connectionSignOut' as const), at: session.activeAt + policy.idleMs },
    ...(droppedAt === null ? [] : [{ event: 'connectionSignOut' as const, at: droppedAt + policy.signOutAfterMs }]),
    ...(droppedAt === null || session.graceHandled
      ? []
      : [{ event: 'connectionGrace' as const, at: droppedAt + policy.graceMs }]),
  ]
}
