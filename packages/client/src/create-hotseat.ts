import { call } from './call.ts'
import { carryOn } from './carry-on.ts'
import type { Hotseat } from './hotseat.ts'
import { createRealWorld } from './real-world.ts'
import { restore } from './restore.ts'
import { createSeat } from './seat.ts'
import { signIn } from './sign-in.ts'
import { signInByTicket } from './sign-in-by-ticket.ts'
import { signOut } from './sign-out.ts'
import type { World } from './world.ts'

export type HotseatOptions = {
  /** The server's origin; the page's own by default, and required where there is no page. */
  readonly origin?: string
  /** How requests prove themselves: by cookie on the server's own pages, else by a short-lived token in memory. */
  readonly credential?: 'cookie' | 'bearer'
  /** Gives this tab a session of its own instead of the one that the browser's tabs share (S-26). */
  readonly isolate?: boolean
  /** The label of the session; the tabs that give the same one share it (SO22). The browser's shared session without it. */
  readonly subId?: string
  /** The clock, network and storage to use; the real ones by default. */
  readonly world?: World
}

/** The client of one desk: sign in once, stay signed in. */
export function createHotseat(options: HotseatOptions = {}): Hotseat {
  const world = options.world ?? createRealWorld()
  const origin = new URL(options.origin ?? world.pageOrigin ?? '').origin
  const credential = options.credential ?? (origin === world.pageOrigin ? 'cookie' : 'bearer')
  const seat = createSeat({ world, origin, credential, isolate: options.isolate ?? false, subId: options.subId ?? '' })
  return {
    get status() {
      return seat.driver.status
    },
    get session() {
      return seat.holder.document
    },
    clock: world.clock,
    signIn: (input) => signIn(seat, input),
    signInByTicket: (input) => signInByTicket(seat, input),
    carryOn: (accessToken) => carryOn(seat, accessToken),
    restore: () => restore(seat),
    signOut: (how) => signOut(seat, how),
    call: (name, input) => call(seat, name, input),
    on: (event, listener) => seat.emitter.on(event, listener),
    keep: (snapshot) => seat.scribe.ask(snapshot),
    retryNow: () => seat.driver.tell({ type: 'retryAsked' }),
    hurryKeepAlive: (everyMs) => seat.hurryKeepAlive(everyMs),
    close: () => seat.close(),
  }
}
