import type { SessionDocument } from '@hotseat/protocol'
import { createHotseat } from '../create-hotseat.ts'
import type { Hotseat } from '../hotseat.ts'
import type { World } from '../world.ts'
import { IpcortexError } from './errors.ts'
import type { Label } from './labels.ts'

/** Where a session is: at which server, under which label, and by what it proves itself there. */
export type Spot = { readonly origin: string; readonly label: Label; readonly credential?: 'cookie' | 'bearer' }

/** The clients of this page: one for the session that it works in, others only while they are looked at. */
export type Seats = {
  /** The client of the session that this page works in, or worked in last. */
  readonly current: Hotseat | null
  /** Does something with a client, which is closed afterwards unless the page took it. */
  use<T>(spot: Spot, work: (hotseat: Hotseat) => Promise<T>): Promise<T>
  /** The page works in this client's session from now on; the one before is closed. False when it was closed meanwhile. */
  take(hotseat: Hotseat): boolean
  /** Closes all clients. Their sessions live on. */
  leave(): void
}

type Opened = { readonly hotseat: Hotseat; users: number }

/**
 * Opens and closes clients. Of one session there is one at a time: of two, one would find its label taken. One that nobody looks
 * at must not stay open, as it would follow another tab into a session that this page does not show.
 */
export function createSeats(world: World, onLeft: () => void): Seats {
  const opened = new Map<string, Opened>()
  let current: Hotseat | null = null

  function open({ origin, label, credential = origin === world.pageOrigin ? 'cookie' : 'bearer' }: Spot): Opened {
    const key = `${origin} ${credential} ${label.subId}`
    const known = opened.get(key)
    if (known !== undefined) return known
    const fresh = { hotseat: createHotseat({ origin, credential, world, subId: label.subId }), users: 0 }
    opened.set(key, fresh)
    return fresh
  }

  function closeUnused(): void {
    for (const [key, { hotseat, users }] of opened) {
      if (users > 0 || hotseat === current) continue
      opened.delete(key)
      hotseat.close()
    }
  }

  return {
    get current() {
      return current
    },
    async use(spot, work) {
      const one = open(spot)
      one.users += 1
      try {
        return await work(one.hotseat)
      } finally {
        one.users -= 1
        closeUnused()
      }
    },
    take(hotseat) {
      if (![...opened.values()].some((each) => each.hotseat === hotseat)) return false
      const isOther = current !== null && current !== hotseat
      current = hotseat
      if (isOther) onLeft()
      closeUnused()
      return true
    },
    leave() {
      current = null
      for (const { hotseat } of opened.values()) hotseat.close()
      opened.clear()
    },
  }
}

/** The live session of a client, or null. Rejects when the server cannot be asked now, instead of waiting until it can. */
export async function findSession(hotseat: Hotseat): Promise<SessionDocument | null> {
  if (hotseat.session !== null) return hotseat.session
  let stop: () => void = () => undefined
  const away = new Promise<never>((_, reject) => {
    stop = hotseat.on('status', (status) => {
      // A session that is kept by its key begins with a first try.
      if (status.kind !== 'reconnecting' || status.attempt === 1 || hotseat.session !== null) return
      reject(new IpcortexError('network.unreachable', 'The server could not be reached.'))
    })
  })
  try {
    return await Promise.race([hotseat.restore(), away])
  } finally {
    stop()
  }
}
