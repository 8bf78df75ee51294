import { expect, test } from 'vitest'
import { createTestClock } from '../../test/test-clock.ts'
import { createTurnstile } from './turnstile.ts'

const patience = { stillMs: 3_000, longestMs: 30_000 }

/** A row of so many at one key, where nobody may pass at first, and `pass` lets `more` through after some time. */
function rowOf(count: number) {
  const clock = createTestClock()
  const turnstile = createTurnstile(clock)
  let free = 0
  const ask = async () => {
    if (free === 0) return 'wait'
    free -= 1
    return 'passed'
  }
  const answers: string[] = []
  for (let each = 0; each < count; each++) void turnstile.pass('key', patience, ask).then((answer) => answers.push(answer))
  const settled = () => new Promise((resolve) => setImmediate(resolve))
  return {
    answers,
    async pass(ms: number, more = 0) {
      await settled()
      clock.advance(ms)
      free += more
      turnstile.wake('key')
      await settled()
    },
  }
}

test('[LO15] [S-10] a row that moves refuses nobody, though its last stand longer than a row that stands would be left', async () => {
  const row = rowOf(10)
  for (let each = 0; each < 10; each++) await row.pass(2_900, 1)
  expect(row.answers).toEqual(Array(10).fill('passed'))
})

test('[LO15] where nobody gets a permit, all are told together, and not one after the other', async () => {
  const row = rowOf(10)
  await row.pass(2_999)
  expect(row.answers).toEqual([])
  await row.pass(1)
  expect(row.answers).toEqual(Array(10).fill('wait'))
})

test('[LO15] nobody waits longer than half a minute', async () => {
  const row = rowOf(20)
  for (let each = 0; each < 10; each++) await row.pass(2_900, 1)
  await row.pass(1_000)
  expect(row.answers).toEqual([...Array(10).fill('passed'), ...Array(10).fill('wait')])
})
