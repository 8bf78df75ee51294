import { expect, test } from 'vitest'
import { createTickClock } from './tick-clock.ts'

/** A clock whose time and ticks the test makes. */
function start() {
  let now = 0
  let pending: { readonly delayMs: number; readonly onTick: () => void } | null = null
  const clock = createTickClock(() => now, {
    start: (delayMs, onTick) => {
      pending = { delayMs, onTick }
    },
  })
  return {
    clock,
    delayMs: () => pending?.delayMs ?? null,
    tick(at: number) {
      now = at
      const due = pending
      pending = null
      due?.onTick()
    },
  }
}

test('looks at the time at least once a second, and rings when it is due', () => {
  const { clock, delayMs, tick } = start()
  const rung: string[] = []
  clock.after(2_500, () => rung.push('late'))
  clock.after(400, () => rung.push('soon'))
  expect(delayMs()).toBe(400)
  tick(400)
  expect(rung).toEqual(['soon'])
  expect(delayMs()).toBe(1_000)
  tick(1_400)
  tick(2_400)
  expect(delayMs()).toBe(100)
  tick(2_500)
  expect(rung).toEqual(['soon', 'late'])
  expect(delayMs()).toBeNull()
})

test('after a laptop’s sleep what is overdue rings at the first tick', () => {
  const { clock, tick } = start()
  const rung: string[] = []
  clock.after(20_000, () => rung.push('keep-alive'))
  tick(8 * 3_600_000)
  expect(rung).toEqual(['keep-alive'])
})

test('what is taken back does not ring', () => {
  const { clock, tick } = start()
  const rung: string[] = []
  clock.after(100, () => rung.push('a'))()
  tick(100)
  expect(rung).toEqual([])
})
