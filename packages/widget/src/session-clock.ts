import type { World } from './world.ts'

/** How long before a session is over the page is asked for a fresh token. */
const warningMs = 5 * 60_000
/** However short a session is, and whatever a clock says: a page that logs in whenever it is asked never does so more often. */
const leastMs = 60_000

/** Tells once, some minutes before a session is over; of a short session half of it. */
export function createSessionClock({ clock }: Pick<World, 'clock'>, onExpiring: () => void) {
  let warnAt: number | null = null
  let askedAt: number | null = null
  let cancel = () => {}
  const arm = () => {
    cancel()
    if (warnAt === null) return
    cancel = clock.after(Math.max(0, warnAt - clock.now()), () => {
      if (warnAt === null) return
      // A timer that rang early is set again for the same moment.
      if (clock.now() < warnAt) return arm()
      warnAt = null
      askedAt = clock.now()
      onExpiring()
    })
  }
  return {
    start(expiresAt: number): void {
      const leftMs = expiresAt - clock.now()
      const due = expiresAt - Math.min(warningMs, leftMs / 2)
      // A clock that was set back since says nothing about how long ago it was.
      const isSetBack = askedAt === null || askedAt > clock.now()
      warnAt = isSetBack ? due : Math.max(due, (askedAt ?? 0) + leastMs)
      arm()
    },
    stop(): void {
      warnAt = null
      cancel()
    },
    /** After a sleep a long timer is late by all of it. */
    lookAgain: arm,
  }
}
