import { expect, test } from 'vitest'
import { createTestClock } from '../test/test-clock.ts'
import { createContact } from './contact.ts'

test('[SV8] [S-24] without a look at the other nodes’ commits for more than 4 s, contact is lost before 5 s', () => {
  const clock = createTestClock()
  const contact = createContact(clock)
  let losses = 0
  contact.onLost(() => (losses += 1))
  contact.look()()
  for (let second = 0; second < 10; second++) {
    clock.advance(1_000)
    contact.look()()
  }
  clock.advance(4_000)
  expect(contact.isLost()).toBe(false)
  clock.advance(1_000)
  expect([contact.isLost(), losses]).toEqual([true, 1])
  clock.advance(60_000)
  expect(losses).toBe(1)
})

test('[SV8] a look counts from when it began, and a later one that succeeds brings contact back', () => {
  const clock = createTestClock()
  const contact = createContact(clock)
  contact.look()()
  const slow = contact.look()
  clock.advance(4_400)
  slow()
  clock.advance(600)
  contact.look()
  expect(contact.isLost()).toBe(true)
  contact.look()()
  expect(contact.isLost()).toBe(false)
})

test('[SV8] a store that is never looked at is never lost', () => {
  const clock = createTestClock()
  const contact = createContact(clock)
  clock.advance(3_600_000)
  expect(contact.isLost()).toBe(false)
})
