import type { Clock } from '../ports.ts'

export type Watch = {
  readonly clock: Pick<Clock, 'after'>
  readonly pollMs: number
  readonly onFault: (error: unknown) => void
}

/** Looks every `pollMs`, and never while the last look is still under way; the returned function ends it. */
export function watchHeads({ clock, pollMs, onFault }: Watch, look: () => Promise<void>): () => void {
  let stopped = false
  let cancel = clock.after(pollMs, tick)

  function tick(): void {
    look()
      .catch(onFault)
      .finally(() => {
        if (!stopped) cancel = clock.after(pollMs, tick)
      })
  }
  return () => {
    stopped = true
    cancel()
  }
}
