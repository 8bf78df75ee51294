import { expect, test } from 'vitest'
import { createLongTimer } from './long-timer.ts'

/** Timers as the browser's are: what does not fit into 31 bits rings at once. */
function createTimers() {
  let now = 0
  let rings = 0
  const timers = new Set<{ at: number; task: () => void }>()
  return {
    now: () => now,
    rings: () => rings,
    set(task: () => void, delayMs: number) {
      const timer = { at: now + (delayMs > 0x7fff_ffff ? 1 : delayMs), task }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    runAll() {
      for (;;) {
        const [next] = [...timers].sort((a, b) => a.at - b.at)
        if (!next) return
        timers.delete(next)
        now = next.at
        rings += 1
        next.task()
      }
    },
  }
}
const day = 24 * 3_600_000

test.each([0, 5_000, 2 ** 31 - 1, 2 ** 31, 30 * day, 100 * day])(
  'a delay of %i ms is over after as long, and not at once',
  (delayMs) => {
    const timers = createTimers()
    const rungAt: number[] = []
    createLongTimer(timers.set)(delayMs, () => rungAt.push(timers.now()))
    timers.runAll()
    expect(rungAt).toEqual([delayMs])
    expect(timers.rings()).toBeLessThan(6)
  },
)

test('a long delay is taken back in each of its parts', () => {
  const timers = createTimers()
  let isRung = false
  const after = createLongTimer(timers.set)
  const cancel = after(30 * day, () => {
    isRung = true
  })
  after(25 * day, () => cancel())
  timers.runAll()
  expect([isRung, timers.now()]).toEqual([false, 25 * day])
})
