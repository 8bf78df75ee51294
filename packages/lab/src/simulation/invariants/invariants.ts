import { createAcknowledged } from './i1-acknowledged.ts'
import { createNotes } from './i1-notes.ts'
import { createLockout } from './i2-lockout.ts'
import { createRevoked } from './i3-revoked.ts'
import { createReplacedTokens } from './i3-tokens.ts'
import { createPresenceTruth } from './i4-presence.ts'
import { createStays, type WatchedDesk } from './i4-stays.ts'
import { createOneHolder } from './i5-one-holder.ts'
import { createOnce } from './i6-once.ts'
import { createAudit } from './i7-audit.ts'
import { createWholeFeed } from './i7-whole-feed.ts'
import { createKnown } from './i8-known.ts'
import type { Invariant, View } from './invariant.ts'

/** I1 to I8 for the desks of a simulation. */
export function createInvariants(view: View, desks: readonly WatchedDesk[]): readonly Invariant[] {
  const userOf = (who: string) => desks.find((desk) => desk.who === who)?.userId ?? null
  return [
    createAcknowledged(view),
    createNotes(view),
    createLockout(),
    createRevoked(view),
    createReplacedTokens(view),
    createStays(view, desks),
    createPresenceTruth(view),
    createOneHolder(view, desks),
    createOnce(),
    createAudit(view),
    createWholeFeed(view),
    createKnown(view, userOf),
  ]
}
