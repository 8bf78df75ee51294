import type { SessionRow } from '../store/tables.ts'
import { hashToken } from './tokens.ts'

/** Who proves a key by challenges, each of them once: a session that comes back, or a recorder. */
type Prover = Pick<SessionRow, 'usedChallenges'>

/** A challenge is good for 60 s; its use is remembered a little longer, for clocks that differ. */
const rememberMs = 90_000

/** Whether this challenge carried a proof of theirs before (I6). */
export function isUsed({ usedChallenges }: Prover, challenge: string): boolean {
  const hash = hashToken(challenge)
  return usedChallenges.some((used) => used.hash === hash)
}

/** The same one, with the challenge marked as used. */
export function useChallenge<P extends Prover>(prover: P, challenge: string, now: number): P {
  const recent = prover.usedChallenges.filter(({ at }) => at > now - rememberMs)
  return { ...prover, usedChallenges: [...recent, { hash: hashToken(challenge), at: now }] }
}

/** So often one may prove itself in the time that its proofs are remembered: a person's outages stay far below. */
const mostUsed = 32

/** Whether it was too often lately; each proof has to be remembered, so they are bounded. */
export function isWornOut({ usedChallenges }: Prover, now: number): boolean {
  return usedChallenges.filter(({ at }) => at > now - rememberMs).length >= mostUsed
}
