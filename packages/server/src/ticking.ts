import type { Clock } from './ports.ts'
import { renewEveryMs, type Tick } from './tick.ts'

const everyMs = 1_000

/**
 * Lets time do its work about once a second, one run after another; a run that failed is made up for by the next one. The
 * lease has a timer of its own, so that a run that takes long does not make this node look dead (spec PS14).
 */
export function startTicking(tick: Tick, clock: Clock, onFault: (error: unknown) => void): () => Promise<void> {
  const endings = [repeat(clock, renewEveryMs, tick.renewLease, onFault), repeat(clock, everyMs, tick.run, onFault)]
  return async () => {
    await Promise.all(endings.map((end) => end()))
    await tick.stop().catch(onFault)
  }
}

/** Does the work so long after it was last done, until it is ended; the end waits for the work under way. */
export function repeat(clock: Clock, pauseMs: number, work: () => Promise<void>, onFault: (error: unknown) => void) {
  let running = Promise.resolve()
  let cancel: () => void = () => undefined
  let stopped = false
  const next = () => {
    running = work().catch(onFault)
    void running.then(() => {
      if (!stopped) cancel = clock.after(pauseMs, next)
    })
  }
  cancel = clock.after(pauseMs, next)
  return async () => {
    stopped = true
    cancel()
    await running
  }
}
