import type { SessionDocument } from '@hotseat/protocol'
import type { World } from './world.ts'

const spreadMs = 5_000

/** Reads the session document again. A new reading takes the place of one that is under way: only the last answer is taken. */
export interface Rereading {
  now(): void
  /** Within 5 s: a change that reaches every desk at once must not bring them all back at once. */
  soon(): void
  /** Nothing is read any more, and an answer that is still under way is not taken. */
  cancel(): void
}

/** A rereading; one that fails is not repeated, because a connection in trouble brings a fresh document anyway. */
export function createRereading(
  { clock, random }: Pick<World, 'clock' | 'random'>,
  read: (signal: AbortSignal) => Promise<SessionDocument>,
  take: (document: SessionDocument) => void,
): Rereading {
  let planned: (() => void) | null = null
  let current = new AbortController()
  const cancel = () => {
    planned?.()
    planned = null
    current.abort()
  }
  const now = () => {
    cancel()
    current = new AbortController()
    const { signal } = current
    read(signal)
      .then((document) => {
        if (!signal.aborted) take(document)
      })
      .catch(() => undefined)
  }
  return {
    now,
    soon() {
      planned ??= clock.after(random() * spreadMs, now)
    },
    cancel,
  }
}
