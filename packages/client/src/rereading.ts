import type { World } from './world.ts'

const spreadMs = 5_000

/** Reads the session document again, at most one reading at a time. */
export interface Rereading {
  now(): void
  /** Within 5 s: a change that reaches every desk at once must not bring them all back at once. */
  soon(): void
  cancel(): void
}

/** A rereading; one that fails is not repeated, because a connection in trouble brings a fresh document anyway. */
export function createRereading({ clock, random }: Pick<World, 'clock' | 'random'>, read: () => Promise<void>): Rereading {
  let planned: (() => void) | null = null
  const cancel = () => {
    planned?.()
    planned = null
  }
  const now = () => {
    cancel()
    read().catch(() => undefined)
  }
  return {
    now,
    soon() {
      planned ??= clock.after(random() * spreadMs, now)
    },
    cancel,
  }
}
