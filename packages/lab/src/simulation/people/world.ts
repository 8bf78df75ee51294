import type { ChatCall, Entry, SimFacts } from '../log.ts'
import type { Mirror } from '../mirror.ts'
import type { Network } from '../network.ts'
import type { Prng } from '../prng.ts'
import type { SimServer } from '../server/sim-server.ts'
import type { VirtualClock } from '../virtual-clock.ts'
import type { Shop } from './shop.ts'

/** What everyone in a simulation shares. */
export type SimWorld = {
  readonly clock: VirtualClock
  readonly prng: Prng
  readonly network: Network
  readonly server: SimServer
  readonly mirror: Mirror
  readonly log: (entry: Entry) => void
  readonly directory: Directory
  /** The web site whose customers chat today; null: nobody chats. */
  readonly shop: Shop | null
  /** When people stop acting, and faults with them. */
  readonly quietAt: number
  /** What an eavesdropper could have copied: resume requests, what came with any, and the calls of customers' pages. */
  readonly overheard: {
    readonly proofs: Record<string, unknown>[]
    readonly credentials: SimFacts[]
    readonly chatCalls: Omit<ChatCall, 'receivedAt' | 'handledAt'>[]
  }
}

/** The passwords people may have: one, or two while nobody knows whether a change was done. */
export interface Directory {
  candidates(username: string): readonly string[]
  /** A change was asked for; it may be done already. */
  mayHave(username: string, password: string): void
  /** This one was taken. */
  has(username: string, password: string): void
}

/** A directory in which everyone starts with the same password. */
export function createDirectory(initial: string): Directory {
  const known = new Map<string, readonly string[]>()
  return {
    candidates: (username) => known.get(username) ?? [initial],
    mayHave: (username, password) => known.set(username, [password, ...(known.get(username) ?? [initial])]),
    has: (username, password) => known.set(username, [password]),
  }
}

/** Somebody who does something now and then until it is quiet. */
export function live(world: SimWorld, prng: Prng, meanMs: number, act: () => Promise<void>): void {
  const { clock, quietAt } = world
  const next = () => {
    clock.after(500 + prng.wait(meanMs), () => {
      if (clock.now() >= quietAt) return
      void act().finally(next)
    })
  }
  next()
}
