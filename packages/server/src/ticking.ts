import type { Clock } from './ports.ts'
import type { Tick } from './tick.ts'

const everyMs = 1_000

/** Lets time do its work about once a second, one run after another; a run that failed is made up for by the next one. */
export function startTicking(tick: Tick, clock: Clock, onFault: (error: unknown) => void): () => Promise<void> {
  let running = Promise.resolve()
  let cancel: () => void = () => undefined
  let stopped = false
  const next = () => {
    running = tick.run().catch(onFault)
    void running.then(() => {
      if (!stopped) cancel = clock.after(everyMs, next)
    })
  }
  cancel = clock.after(everyMs, next)
  return async () => {
    stopped = true
    cancel()
    await running
    await tick.stop().catch(onFault)
  }
}
