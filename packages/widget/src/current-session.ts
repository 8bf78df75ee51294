import { createKeptSession, type KeptSession } from './kept-session.ts'
import { createSessionClock } from './session-clock.ts'
import type { World } from './world.ts'

/** The session of this page's customer, beside the one that the browser keeps for all pages of the site. */
export function createCurrentSession(world: World, name: string, onExpiring: () => void) {
  const kept = createKeptSession(world, name)
  const clock = createSessionClock(world, onExpiring)
  let session: KeptSession | null = null

  function adopt(next: KeptSession): void {
    session = next
    clock.start(next.expiresAt)
  }

  return {
    adopt,
    token: () => session?.token ?? null,
    /** This page's, or the one that another page or an earlier one left. */
    known: () => session ?? kept.read(),
    /** The kept one, if nobody was named by it. Whom a site named only that site can show again: who sits there now may be another. */
    guest(): KeptSession | null {
      const found = kept.read()
      return found?.subject === null ? found : null
    },
    keep(next: KeptSession): void {
      kept.write(next)
      adopt(next)
    },
    /** This page has none any more; the browser's own goes, too, unless somebody else's has taken its place. */
    forget(): KeptSession | null {
      const former = session ?? kept.read()
      if (former !== null) kept.forget(former.token)
      session = null
      clock.stop()
      return former
    },
    /** The same customer's next session, which another page got. */
    successor(): KeptSession | null {
      const next = kept.read()
      return next !== null && session !== null && next.token !== session.token && next.subject === session.subject ? next : null
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
