import type { Clock } from './ports.ts'

/** A node that has seen no other node's commits for so long stops to serve, before its lease of 5 s is over (S-24). */
const blindMs = 4_000
/** Looked at so often; two looks must say the same, for one alone may only have been held up. */
const lookEveryMs = 500

/** Whether this node sees what the other nodes commit. One that does not cannot know of a sign-out. */
export interface Contact {
  /** A look at the other nodes' commits begins; call the answer when it has succeeded. */
  look(): () => void
  isLost(): boolean
  /** Called at each loss. */
  onLost(listener: () => void): void
  close(): void
}

/** Begins with the first look that succeeds: a store that no other node uses is never looked at, and never lost. */
export function createContact(clock: Clock): Contact {
  const listeners = new Set<() => void>()
  let seenAt: number | null = null
  let overdue = 0
  let cancel: () => void = () => undefined

  function watch(): void {
    cancel = clock.after(lookEveryMs, watch)
    overdue = seenAt !== null && clock.now() - seenAt > blindMs ? overdue + 1 : 0
    if (overdue === 2) for (const listener of listeners) listener()
  }

  return {
    look() {
      const askedAt = clock.now()
      return () => {
        if (seenAt === null) cancel = clock.after(lookEveryMs, watch)
        seenAt = askedAt
        overdue = 0
      }
    },
    isLost: () => overdue >= 2,
    onLost: (listener) => void listeners.add(listener),
    close: () => cancel(),
  }
}
