import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Change } from '../driver.ts'
import { createRowCache } from './row-cache.ts'

test('[SR17] a kept row is the one that was committed last, or is not kept', () => {
  const change = fc.record({ userId: fc.constantFrom('a', 'b', 'c', 'd', 'e'), version: fc.option(fc.nat(), { nil: null }) })
  fc.assert(
    fc.property(fc.array(change), fc.integer({ min: 1, max: 4 }), (changes, rowsKept) => {
      const rows = createRowCache(rowsKept)
      const committed = new Map<string, number | null>()
      for (const { userId, version } of changes) {
        committed.set(userId, version)
        rows.apply([changeOf('one', userId, version)])
        for (const [key, newest] of committed) {
          const kept = rows.get('one', 'notes', { userId: key })
          if (kept !== undefined) expect(kept.version).toBe(newest)
        }
      }
      expect([...committed.keys()].filter((key) => rows.get('one', 'notes', { userId: key }))).toSatisfy(
        ({ length }) => length <= 2 * rowsKept,
      )
    }),
  )
})

test('[SR6] tenants do not meet in the cache', () => {
  const rows = createRowCache(10)
  rows.apply([changeOf('one', 'a', 1), changeOf('two', 'a', 2)])
  expect(rows.get('one', 'notes', { userId: 'a' })?.version).toBe(1)
  expect(rows.get('three', 'notes', { userId: 'a' })).toBeUndefined()
  rows.clear()
  expect(rows.get('one', 'notes', { userId: 'a' })).toBeUndefined()
})

function changeOf(scope: string, userId: string, version: number | null): Change {
  return { scope, table: 'notes', key: { userId }, row: version === null ? null : { userId, version, text: '', savedAt: 0 } }
}
