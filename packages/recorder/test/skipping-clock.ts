import type { Clock } from '../src/ports.ts'

/** A clock that goes as the real one, and that a test sets forward: whatever is due by then happens at once. */
export function createSkippingClock(): Clock & { skip(ms: number): void } {
  let ahead = 0
  const timers = new Set<{ readonly at: number; readonly task: () => void; timer: NodeJS.Timeout }>()
  const now = () => Date.now() + ahead
  return {
    now,
    after(delayMs, task) {
      const ring = () => {
        timers.delete(entry)
        task()
      }
      const entry = { at: now() + delayMs, task: ring, timer: setTimeout(ring, delayMs) }
      timers.add(entry)
      return () => {
        timers.delete(entry)
        clearTimeout(entry.timer)
      }
    },
    skip(ms) {
      ahead += ms
      for (const entry of [...timers]) {
        clearTimeout(entry.timer)
        if (timers.has(entry)) entry.timer = setTimeout(entry.task, Math.max(0, entry.at - now()))
      }
    },
  }
}
