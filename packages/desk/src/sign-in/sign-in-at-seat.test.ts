import { expect, test } from 'vitest'
import { readingsOf, seatText } from './sign-in-at-seat.ts'

test('digits are taken for an extension first, words for a place, and nothing for one’s own extension', () => {
  expect(readingsOf('5001')).toEqual([{ extension: '5001' }, { place: '5001' }])
  expect(readingsOf('desk-04')).toEqual([{ place: 'desk-04' }, { extension: 'desk-04' }])
  expect(readingsOf('')).toEqual([{}])
})

test('a remembered place comes before its extension', () => {
  expect(seatText({ place: 'desk-04', extension: '5004', campaigns: [] })).toBe('desk-04')
  expect(seatText({ place: null, extension: '5004', campaigns: [] })).toBe('5004')
  expect(seatText(undefined)).toBe('')
})
