import { expect, it } from 'vitest'
import { momentsOf } from './moments-of.ts'

const whole = false
it.each([
  ['what fits is believed', whole, [101_000, 111_500], [101_000, 111_500]],
  ['some seconds are between two clocks', whole, [95_000, 107_000], [95_000, 107_000]],
  ['nothing began before it was asked for', whole, [1, 999_999_999], [95_000, 105_000]],
  ['nothing begins in the future', whole, [999_999_999, 999_999_999_999], [200_000, 210_000]],
  ['it ends when what it plays is over', whole, [101_000, 117_000], [101_000, 111_000]],
  ['it does not end before it began', whole, [100_000, 99_000], [100_000, 110_000]],
  ['one that was cut off ends with its pictures', true, [101_000, 111_500], [101_000, 111_000]],
])('[RC36] of the moments that a recorder tells %s', (_what, cut, [startedAt = 0, endedAt = 0], expected) => {
  const { startedAt: from, endedAt: to } = momentsOf({ startedAt, endedAt, cut }, 100_000, 10_000, 200_000)
  expect([from, to]).toEqual(expected)
})
