import { expect, test } from 'vitest'
import { parseCodes, sortReasons } from './last-reasons.ts'

const reasons = [{ code: 1 }, { code: 2 }, { code: 3 }, { code: 4 }]

test('reasons used last stand first, the others keep their order', () => {
  expect(sortReasons(reasons, [3, 9, 2]).map(({ code }) => code)).toEqual([3, 2, 1, 4])
  expect(sortReasons(reasons, [])).toEqual(reasons)
})

test.each([[null], ['nonsense'], ['{}'], ['["a"]']])('what was stored as %j counts as no reason', (text) => {
  expect(parseCodes(text)).toEqual([])
})
