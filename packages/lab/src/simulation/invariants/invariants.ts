import type { CustomerPage } from '../people/customer-page.ts'
import { createAcknowledged } from './i1-acknowledged.ts'
import { createConversationsKept } from './i1-conversations.ts'
import { createNotes } from './i1-notes.ts'
import { createLockout } from './i2-lockout.ts'
import { createCustomersRevoked } from './i3-customers.ts'
import { createRevoked } from './i3-revoked.ts'
import { createReplacedTokens } from './i3-tokens.ts'
import { createConversationsStay } from './i4-conversations.ts'
import { createPresenceTruth } from './i4-presence.ts'
import { createStays, type WatchedDesk } from './i4-stays.ts'
import { createConversationsApart } from './i5-conversations.ts'
import { createOneHolder } from './i5-one-holder.ts'
import { createTokensOnce } from './i6-chat-tokens.ts'
import { createOnce } from './i6-once.ts'
import { createAudit } from './i7-audit.ts'
import { createConversationsTold } from './i7-conversations.ts'
import { createWholeFeed } from './i7-whole-feed.ts'
import { createWidgetsFollow } from './i7-widgets.ts'
import { createKnown } from './i8-known.ts'
import { createSaidOnce } from './i8-said.ts'
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

/** I1 to I8 for the chat of a simulation. */
export function createChatInvariants(view: View, pages: readonly CustomerPage[]): readonly Invariant[] {
  return [
    createConversationsKept(view),
    createCustomersRevoked(view),
    createConversationsStay(view, pages),
    createConversationsApart(view),
    createTokensOnce(view),
    createConversationsTold(view),
    createWidgetsFollow(view, pages),
    createSaidOnce(view),
  ]
}
