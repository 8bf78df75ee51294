import type { CustomerThread } from '@hotseat/protocol'
import { expect, test } from 'vitest'
import { hasGap, knownSeq, withThreads } from './merge-threads.ts'

const none = { delivered: 0, read: 0 }
const thread = (from: number, to: number, more: Partial<CustomerThread> = {}): CustomerThread => ({
  conversation: {
    ...{ id: 'c', state: 'open', startedAt: 1, agentName: null, queue: null, lastSeq: to },
    ...{ customerMarks: none, agentMarks: none },
  },
  messages: Array.from({ length: to - from + 1 }, (_, at) => {
    return { seq: from + at, from: 'customer', name: 'Mia', text: 'Hello', at: 1, clientId: null }
  }),
  ...more,
})

test('[CH20] what the server leaves out of a long conversation is no gap, and is not asked for again', () => {
  const cut = withThreads([], [thread(102, 301, { leftOut: 101 })])
  expect([cut.map(knownSeq), hasGap(cut)]).toEqual([[301], false])
  const later = withThreads(cut, [thread(302, 310)])
  expect([later.map(knownSeq), hasGap(later)]).toEqual([[310], false])
})

test('[CH20] what is known from before that a reader is too far behind of goes, as it would stand in front of a gap', () => {
  const far = withThreads(withThreads([], [thread(1, 50)]), [thread(102, 301, { leftOut: 101 })])
  expect([far.map(knownSeq), hasGap(far), far[0]?.messages.length]).toEqual([[301], false, 200])
  const near = withThreads(withThreads([], [thread(1, 150)]), [thread(102, 301, { leftOut: 101 })])
  expect([near.map(knownSeq), hasGap(near), near[0]?.messages.length]).toEqual([[301], false, 301])
})

test('[CH20] what did not come is a gap', () => {
  expect(hasGap(withThreads(withThreads([], [thread(1, 50)]), [thread(60, 70)]))).toBe(true)
})
