import type { Store } from '@hotseat/client'
import type { Logger } from 'pino'
import { isRecord } from '../is-record.ts'
import type { Clock, Random } from '../ports.ts'
import { createErrands } from '../upload/errands.ts'
import type { ServerDoor } from '../upload/server-door.ts'
import type { Seated, SignOn } from './sign-on.ts'

export type TicketWaitPorts = {
  readonly signOn: SignOn
  readonly store: Store
  readonly servers: readonly string[]
  readonly doorOf: (server: string, tenant: string) => ServerDoor
  readonly clock: Clock
  readonly random: Random
  readonly log: Logger
}

/** Asks for a ticket all the time while nobody is signed in: so a recording that is asked for still finds its recorder (spec RC16). */
export interface TicketWait {
  seatChanged(seated: Seated | null): void
  wake(): void
  close(): Promise<void>
}

/** Where somebody signed in last: only there is this recorder known (spec RC14). */
type Home = { readonly server: string; readonly tenant: string }
const homeKey = 'recorder home'
/** A wait that is over sooner was none. */
const shortestMs = 1_000

/** A wait at the server of the last sign-in. */
export function createTicketWait({ signOn, store, servers, doorOf, clock, random, log }: TicketWaitPorts): TicketWait {
  let asking = new AbortController()
  let isLooking = false
  const mayAsk = () => isLooking && signOn.line === 'none'
  const errands = createErrands(
    { clock, random },
    () => (mayAsk() ? ask : null),
    () => log.warn('the server could not be asked for a ticket; it is asked again'),
  )

  async function ask(): Promise<void> {
    const home = parseHome(await store.read(homeKey))
    if (home === null || !servers.includes(home.server)) {
      isLooking = false
      return
    }
    asking = new AbortController()
    const { signal } = asking
    const askedAt = clock.now()
    try {
      const ticket = await doorOf(home.server, home.tenant).wait(signal)
      if (signal.aborted) return
      const outcome = ticket === null ? null : await signOn.signIn({ kind: 'ticket', ticket }, [home.server], null)
      // What comes to nothing at once would come to nothing without end.
      if (outcome?.kind !== 'signedIn' && clock.now() - askedAt < shortestMs) throw new Error('the wait came to nothing')
    } catch (error) {
      if (!signal.aborted) throw error
    }
  }

  return {
    seatChanged(seated) {
      isLooking = true
      if (seated === null) return errands.wake()
      asking.abort()
      const home: Home = { server: seated.server, tenant: seated.user.tenant }
      store.write(homeKey, home).catch((error: unknown) => log.error({ err: error }, 'the data folder cannot be written'))
    },
    wake() {
      isLooking = true
      errands.wake()
    },
    async close() {
      asking.abort()
      await errands.close()
    },
  }
}

function parseHome(value: unknown): Home | null {
  if (!isRecord(value) || typeof value.server !== 'string' || typeof value.tenant !== 'string') return null
  return { server: value.server, tenant: value.tenant }
}
