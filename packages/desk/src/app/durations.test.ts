import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatDuration, formatSpan, secondsUntil } from './durations.ts'

test.each([
  [-5, '0:00'],
  [999, '0:00'],
  [61_000, '1:01'],
  [3_599_999, '59:59'],
  [3_600_000, '1:00:00'],
  [30_000_000, '8:20:00'],
])('%i ms reads %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text)
})

test('a duration never has more than 59 seconds or minutes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10 ** 10 }), (ms) => {
      const [seconds, minutes] = formatDuration(ms).split(':').toReversed().map(Number)
      expect(seconds).toBeLessThan(60)
      if (ms >= 3_600_000) expect(minutes).toBeLessThan(60)
    }),
  )
})

test.each([
  [0, '1 s'],
  [3_000, '3 s'],
  [120_000, '2 min'],
  [125_000, '2 min 5 s'],
  [3_840_000, '1 h 4 min'],
])('a span of %i ms reads %s', (ms, text) => {
  expect(formatSpan(ms)).toBe(text)
})

test('a countdown ends at zero and never before its moment', () => {
  expect(secondsUntil(10_000, 9_001)).toBe(1)
  expect(secondsUntil(10_000, 10_000)).toBe(0)
  expect(secondsUntil(10_000, 99_000)).toBe(0)
})
