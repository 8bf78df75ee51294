import type { Clock } from '../world.ts'

/** A clock that a test turns. */
export type VirtualClock = Clock & {
  /** How many things are still to be done. */
  readonly due: number
  /** Lets time pass, doing what is due at its moment, and whatever follows from it before the next. */
  pass(durationMs: number): Promise<void>
  /** Lets time pass with nothing done, as on a closed laptop; it is all due afterwards. */
  sleep(durationMs: number): void
  /** Work that time must not overtake: a signature in the thread pool. */
  wait<T>(work: Promise<T>): Promise<T>
}

/** A clock at a moment in 2026. */
export function createVirtualClock(): VirtualClock {
  let now = 1_780_000_000_000
  let working = 0
  /** Resolves when what was started has had its turns. */
  const settled = async () => {
    for (let quiet = 0; quiet < 10; quiet = working === 0 ? quiet + 1 : 0) await new Promise((resolve) => setImmediate(resolve))
  }
  const tasks = new Set<{ readonly at: number; readonly task: () => void }>()
  return {
    get due() {
      return tasks.size
    },
    now: () => now,
    after(delayMs, task) {
      const entry = { at: now + delayMs, task }
      tasks.add(entry)
      return () => {
        tasks.delete(entry)
      }
    },
    async pass(durationMs) {
      const until = now + durationMs
      for (;;) {
        await settled()
        const next = [...tasks].sort((a, b) => a.at - b.at)[0]
        if (next === undefined || next.at > until) break
        tasks.delete(next)
        now = Math.max(now, next.at)
        next.task()
      }
      now = Math.max(now, until)
      await settled()
    },
    sleep(durationMs) {
      now += durationMs
    },
    wait(work) {
      working += 1
      return work.finally(() => {
        working -= 1
      })
    },
  }
}
