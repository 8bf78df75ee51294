import type { SessionRow } from '../store/tables.ts'
import { hashToken } from './tokens.ts'

/** A challenge is good for 60 s; its use is remembered a little longer, for clocks that differ. */
const rememberMs = 90_000

/** Whether the session has come back by this challenge before (I6). */
export function isUsed({ usedChallenges }: SessionRow, challenge: string): boolean {
  const hash = hashToken(challenge)
  return usedChallenges.some((used) => used.hash === hash)
}

/** The session with the challenge marked as used. */
export function useChallenge(session: SessionRow, challenge: string, now: number): SessionRow {
  const recent = session.usedChallenges.filter(({ at }) => at > now - rememberMs)
  return { ...session, usedChallenges: [...recent, { hash: hashToken(challenge), at: now }] }
}

/** So often a session may come back in the time that its proofs are remembered: a person's outages stay far below. */
const mostUsed = 32

/** Whether the session came back too often lately; each proof has to be remembered, so they are bounded. */
export function isWornOut({ usedChallenges }: SessionRow, now: number): boolean {
  return usedChallenges.filter(({ at }) => at > now - rememberMs).length >= mostUsed
}
