import { expect, test } from 'vitest'
import { realWorld } from '../real-world.ts'
import { createOrderedId } from './tokens.ts'

test('ordered ids sort by when they were made, and are all different', () => {
  // The last is in the year 2059, when the moment gets a digit more.
  const moments = [0, 1, 35, 36, 1_790_000_000_000, 1_790_000_000_001, 36 ** 8 - 1, 36 ** 8]
  const ids = moments.map((at) => createOrderedId(realWorld.random, at))
  expect(ids.toSorted()).toEqual(ids)
  expect(new Set(Array.from({ length: 100 }, () => createOrderedId(realWorld.random, 1))).size).toBe(100)
})
