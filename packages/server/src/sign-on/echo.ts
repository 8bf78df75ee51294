import { accepted } from '@hotseat/core'
import type { Deps } from '../deps.ts'
import type { Handlers } from '../use-case.ts'

/** Tells that the server is there, and gives what a client needs to come back. Touches no store. */
export function createEcho({ clock, challenges, herd }: Deps): Handlers['echo'] {
  return async () => accepted({ document: { time: clock.now(), challenge: challenges.issue(), waitMs: herd.waitMs() } })
}
