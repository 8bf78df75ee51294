import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPrng } from './prng.ts'

test('[SM2] a seed decides the whole stream, and forks do not disturb each other', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(50), (seed, draws) => {
      const take = (prng = createPrng(seed)) => Array.from({ length: 8 }, () => prng.next())
      expect(take()).toEqual(take())

      const parent = createPrng(seed)
      for (let draw = 0; draw < draws; draw += 1) parent.next()
      expect(take(parent.fork('agent01'))).toEqual(take(createPrng(seed).fork('agent01')))
    }),
  )
})

test('[SM2] the draws are spread as they claim', () => {
  const prng = createPrng('spread')
  const draws = Array.from({ length: 20_000 }, () => prng.integer(1, 6))
  for (const face of [1, 2, 3, 4, 5, 6]) {
    expect(draws.filter((draw) => draw === face).length / draws.length).toBeCloseTo(1 / 6, 1)
  }
  const waits = Array.from({ length: 20_000 }, () => prng.wait(1_000))
  expect(waits.reduce((sum, wait) => sum + wait, 0) / waits.length / 1_000).toBeCloseTo(1, 1)
})
