import type { ChatSessionDocument } from '@hotseat/protocol'
import { createKeptSession, type KeptSession } from './kept-session.ts'
import { createSessionClock } from './session-clock.ts'
import type { World } from './world.ts'

type Ports = {
  /** The session of a customer whom the site named is soon over. */
  readonly onExpiring: () => void
  /** That of a guest is, whom the site knows nothing of. */
  readonly onGuestExpiring: () => void
}

/** The session of this page's customer, beside the one that the browser keeps for all pages of the site. */
export function createCurrentSession(world: World, name: string, { onExpiring, onGuestExpiring }: Ports) {
  const kept = createKeptSession(world, name)
  const clock = createSessionClock(world, () => (session?.subject === null ? onGuestExpiring() : onExpiring()))
  let session: KeptSession | null = null
  // What is over names nobody here any longer.
  kept.forget(null)

  function adopt(next: KeptSession): void {
    session = next
    clock.start(next.expiresAt)
  }

  /** The same customer's next session, which another page got. */
  function successor(): KeptSession | null {
    const next = kept.read()
    return next !== null && session !== null && next.token !== session.token && next.customerId === session.customerId
      ? next
      : null
  }

  return {
    adopt,
    successor,
    token: () => session?.token ?? null,
    /** This page's, or the one that another page or an earlier one left. */
    known: () => session ?? kept.read(),
    /** The kept one, if nobody was named by it. Whom a site named only that site can show again: who sits there now may be another. */
    guest(): KeptSession | null {
      const found = kept.read()
      return found?.subject === null ? found : null
    },
    /** Takes what the server gave for this page and the others. Of its moments only the span between them counts here. */
    keep({ session: { token, expiresAt, now }, state }: ChatSessionDocument, subject: string | null): void {
      const next = { token, expiresAt: world.clock.now() + expiresAt - now, subject, customerId: state.customer.id }
      kept.write(next)
      adopt(next)
    },
    /** This page has none any more; the browser's own goes, too, unless somebody else's has taken its place. */
    forget(): KeptSession | null {
      const former = successor() ?? session ?? kept.read()
      kept.forget(former?.token ?? null)
      session = null
      clock.stop()
      return former
    },
    /** Tells when another page ended this page's session, or put another in its place. */
    watch: (onReplaced: () => void) =>
      kept.watch((next) => {
        if (session !== null && next?.token !== session.token) onReplaced()
      }),
    /** After a sleep. */
    lookAgain: clock.lookAgain,
    stop: clock.stop,
  }
}
