import type { FeedEvent } from '@hotseat/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRecentEvents } from './recent-events.ts'

const eventAt = (offset: number): FeedEvent => ({
  ...{ offset, at: offset, by: null, userId: 'ann' },
  ...{ kind: 'note.saved', data: { version: offset } },
})

test('[FD14] what is read from memory is what the store would give, or nothing', () => {
  const scene = fc.record({
    first: fc.integer({ min: 1, max: 50 }),
    count: fc.integer({ min: 0, max: 40 }),
    kept: fc.integer({ min: 1, max: 8 }),
    after: fc.integer({ min: 0, max: 100 }),
    limit: fc.integer({ min: 1, max: 20 }),
  })
  fc.assert(
    fc.property(scene, ({ first, count, kept, after, limit }) => {
      const feed = Array.from({ length: count }, (_, index) => eventAt(first + index))
      const recent = createRecentEvents(kept)
      for (const event of feed) recent.push(event)
      const given = recent.since(after, limit)
      const head = first + count - 1
      if (given !== null) expect(given).toEqual(feed.filter(({ offset }) => offset > after).slice(0, limit))
      // The newest ones are always there.
      if (count > 0 && after <= head && after >= Math.max(first - 1, head - kept)) expect(given).not.toBeNull()
      if (count === 0 || after > head || after < first - 1) expect(given).toBeNull()
    }),
  )
})

test('[FD14] what is before a gap is not given for what is behind it', () => {
  const recent = createRecentEvents()
  for (const offset of [1, 2, 3, 20, 21]) recent.push(eventAt(offset))
  expect(recent.since(2, 10)).toBeNull()
  expect(recent.since(19, 10)?.map(({ offset }) => offset)).toEqual([20, 21])
})
