import fc from 'fast-check'
import { expect, test } from 'vitest'
import { median, quantile, spread } from './statistics.ts'

test('[BM1] a quantile is one of the values, with its share of them at or below', () => {
  const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1 })
  fc.assert(
    fc.property(values, fc.double({ min: 0.01, max: 1, noNaN: true }), (list, q) => {
      const found = quantile(list, q)
      expect(list).toContain(found)
      expect(list.filter((value) => value <= found).length).toBeGreaterThanOrEqual(Math.ceil(q * list.length))
    }),
  )
})

test('[BM1] rounds are summed up by their middle, and a lone outlier does not move it', () => {
  expect(median([3, 1, 2])).toBe(2)
  expect(median([3, 1, 1_000_000])).toBe(3)
  expect(spread([100, 100, 100])).toBe(0)
  expect(median([])).toBeNaN()
})
