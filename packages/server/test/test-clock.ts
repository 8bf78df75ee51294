import type { Clock } from '../src/ports.ts'

/** A clock that stands until it is told to go on. */
export type TestClock = Clock & { advance(ms: number): void }

/** Starts on a Monday morning; tasks run in the order of their moments as the time passes them. */
export function createTestClock(startAt = 1_790_000_000_000): TestClock {
  let now = startAt
  const tasks = new Set<{ at: number; run: () => void }>()
  return {
    now: () => now,
    after(delayMs, run) {
      const task = { at: now + delayMs, run }
      tasks.add(task)
      return () => void tasks.delete(task)
    },
    advance(ms) {
      const until = now + ms
      for (;;) {
        const [next] = [...tasks].filter(({ at }) => at <= until).toSorted((a, b) => a.at - b.at)
        if (!next) break
        tasks.delete(next)
        now = next.at
        next.run()
      }
      now = until
    },
  }
}
