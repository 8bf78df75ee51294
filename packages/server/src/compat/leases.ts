import { activityEveryMs, type Presence } from '../feed/presence.ts'
import type { Clock } from '../ports.ts'
import type { Caller } from '../use-case.ts'

/** How long a client that only sends keep-alives counts as connected after the last one: three of Ameyo's. */
export const leaseMs = 60_000

/** Presence of clients without a socket of ours: each keep-alive carries the session for a while (spec CP4). */
export type Leases = {
  /** A sign of life. Resolves when the store knows that the session is connected. */
  renew(caller: Caller): Promise<void>
  /** A person did something (S-23); polls and keep-alives are no such thing. Written at most once a minute. */
  active(caller: Caller): Promise<void>
  /** The client's open line is gone, so the session is dropped at once. Resolves when the store knows. */
  drop(caller: Caller): Promise<void>
  /** Another node's lease ran out and it took the session for dropped; ours says that it is not. */
  onDropped(sessionId: string): void
  /** The session is over, or its client said that it goes; nothing is written. */
  forget(sessionId: string): void
  /** Ends all timers; a server that stops leaves its sessions to the node lease. */
  close(): void
}

type Lease = { readonly caller: Caller; cancel: () => void; activeAt: number | null }

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
      leases.set(id, { caller, cancel: clock.after(leaseMs, () => lapse(caller)), activeAt: known?.activeAt ?? null })
      if (known !== undefined) return
      try {
        await presence.connected(caller)
      } catch (error) {
        leases.get(id)?.cancel()
        leases.delete(id)
        throw error
      }
    },
    async active(caller) {
      const lease = leases.get(caller.session.id)
      const now = clock.now()
      if (lease !== undefined && now - (lease.activeAt ?? -Infinity) < activityEveryMs) return
      await presence.active(caller)
      if (lease !== undefined) lease.activeAt = now
    },
    async drop(caller) {
      const { id } = caller.session
      const known = leases.get(id)
      if (known === undefined) return
      known.cancel()
      leases.delete(id)
      await presence.dropped(caller)
    },
    onDropped(sessionId) {
      const known = leases.get(sessionId)
      if (known) presence.connected(known.caller).catch(onFault)
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
