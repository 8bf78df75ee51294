import { expect, test } from 'vitest'
import { en } from '../texts/en.ts'
import { pillView } from './pill-view.ts'

const at = 1_000_000

test('a return is told for five seconds, then it is just connected', () => {
  const back = { outcome: 'recovered', awayMs: 3_000, at } as const
  expect(pillView({ kind: 'connected' }, back, at + 4_999, en).text).toBe('Back, nothing lost')
  expect(pillView({ kind: 'connected' }, back, at + 5_000, en).text).toBe('Connected')
  expect(pillView({ kind: 'connected' }, { ...back, outcome: 'resynced' }, at, en).text).toBe('Back, state restored')
})

test('an overdue answer is not called lost, and a loss counts down to the next try', () => {
  expect(pillView({ kind: 'checking', since: at }, null, at, en)).toMatchObject({ text: 'Checking…', isBusy: true })
  const lost = { kind: 'reconnecting', since: at, nextTryAt: at + 2_500, attempt: 1 } as const
  expect(pillView(lost, null, at, en).text).toBe('Reconnecting, 3 s')
  expect(pillView(lost, null, at + 2_500, en).text).toBe('Reconnecting…')
})

test('an old return says nothing about a connection that is lost again', () => {
  const back = { outcome: 'recovered', awayMs: 10, at } as const
  const lost = { kind: 'reconnecting', since: at, nextTryAt: at + 3_000, attempt: 1 } as const
  expect(pillView(lost, back, at + 100, en).tone).toBe('lost')
})
