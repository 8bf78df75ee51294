import type { Presence } from '../feed/presence.ts'
import type { Clock } from '../ports.ts'
import type { Caller } from '../use-case.ts'

/** How long a client that only sends keep-alives counts as connected after the last one: three of Ameyo's. */
export const leaseMs = 60_000

/** Presence of clients without a socket of ours: each keep-alive carries the session for a while (spec CP4). */
export type Leases = {
  /** A sign of life. Resolves when the store knows that the session is connected. */
  renew(caller: Caller): Promise<void>
  /** The session is over, or its client said that it goes; nothing is written. */
  forget(sessionId: string): void
  /** Ends all timers; a server that stops leaves its sessions to the node lease. */
  close(): void
}

type Lease = { cancel: () => void }

/** Leases on the injected clock. A failed write is told to `onFault`; the next sign of life writes again. */
export function createLeases(presence: Presence, clock: Clock, onFault: (error: unknown) => void): Leases {
  const leases = new Map<string, Lease>()

  function lapse(caller: Caller): void {
    leases.delete(caller.session.id)
    presence.dropped(caller).catch(onFault)
  }

  return {
    async renew(caller) {
      const { id } = caller.session
      const known = leases.get(id)
      known?.cancel()
      leases.set(id, { cancel: clock.after(leaseMs, () => lapse(caller)) })
      if (known !== undefined) return
      try {
        await presence.connected(caller)
      } catch (error) {
        leases.get(id)?.cancel()
        leases.delete(id)
        throw error
      }
    },
    forget(sessionId) {
      leases.get(sessionId)?.cancel()
      leases.delete(sessionId)
    },
    close() {
      for (const { cancel } of leases.values()) cancel()
      leases.clear()
    },
  }
}
