import { expect, test } from 'vitest'
import { durationText } from './duration-text.ts'

test('a duration is told in the largest unit that divides it', () => {
  expect([0, 1, 1_500, 20_000, 90_000, 300_000, 43_200_000].map(durationText)).toEqual([
    '0 ms',
    '1 ms',
    '1500 ms',
    '20 s',
    '90 s',
    '5 min',
    '12 h',
  ])
})
