import { expect, test } from 'vitest'
import type { EventQuery } from '../store.ts'
import type { StoreSuite } from './store-fixture.ts'
import { freshTenant, listenTo, saveNote, upTo } from './store-fixture.ts'

/** Offsets, delivery, reading and pruning of the feed. */
export function describeFeed(suite: () => StoreSuite): void {
  test('[SR11] offsets start at 1 and have no gaps under 200 units of work at once, some of which throw', async () => {
    const { store } = suite()
    const tenant = store.tenant(freshTenant())
    expect([await tenant.head(), await tenant.tail()]).toStrictEqual([0, 1])
    await Promise.allSettled(
      upTo(200).map((version) =>
        tenant.transact(async (tx) => {
          await Promise.all([saveNote(tx, 'u', version), saveNote(tx, 'u', version)])
          if (version % 7 === 0) throw new Error('no')
        }),
      ),
    )
    const count = 2 * (200 - Math.floor(200 / 7))
    const events = await tenant.events({ limit: 1000 })
    expect(events.map(({ offset }) => offset)).toStrictEqual(upTo(count))
    expect(await tenant.head()).toBe(count)
  })

  test('[SR12] subscribers are handed every committed event once, in order, before its caller is answered', async () => {
    const { store } = suite()
    const tenant = store.tenant(freshTenant())
    const listener = listenTo(store, tenant.tenantId)
    await Promise.all(
      upTo(100).map(async (version) => {
        const offset = await tenant.transact((tx) => saveNote(tx, 'u', version))
        expect(listener.heard.some((event) => event.offset === offset)).toBe(true)
      }),
    )
    expect(listener.heard.map(({ offset }) => offset)).toStrictEqual(upTo(100))
    expect(listener.heard).toStrictEqual(await tenant.events({ limit: 100 }))
    listener.stop()
    await tenant.transact((tx) => saveNote(tx, 'u', 101))
    expect(listener.heard.length).toBe(100)
  })

  test('[SR13] the feed is read by offset, time, user and kind, from either end', async () => {
    const tenant = suite().store.tenant(freshTenant())
    await tenant.transact(async (tx) => {
      for (const n of upTo(9)) await saveNote(tx, n % 2 === 0 ? 'even' : 'odd', n * 10)
      await tx.emit({ kind: 'preferences.reloaded', userId: null, data: { by: null } }, { at: 100, by: null })
    })
    const read = async (query: Omit<EventQuery, 'limit'> & { limit?: number }) =>
      (await tenant.events({ limit: 100, ...query })).map(({ offset }) => offset)

    expect(await read({ after: 7 })).toStrictEqual([8, 9, 10])
    expect(await read({ before: 3 })).toStrictEqual([1, 2])
    expect(await read({ after: 2, before: 6, limit: 2 })).toStrictEqual([3, 4])
    expect(await read({ newestFirst: true, limit: 2 })).toStrictEqual([10, 9])
    expect(await read({ newestFirst: true, before: 9, limit: 2 })).toStrictEqual([8, 7])
    expect(await read({ fromAt: 30, toAt: 50 })).toStrictEqual([3, 4, 5])
    expect(await read({ userId: 'even' })).toStrictEqual([2, 4, 6, 8])
    expect(await read({ userId: null })).toStrictEqual([10])
    expect(await read({ kind: 'preferences.reloaded' })).toStrictEqual([10])
    expect(await read({ kind: 'note.saved', userId: 'odd', after: 3, newestFirst: true })).toStrictEqual([9, 7, 5])
    expect((await tenant.events({ after: 9, limit: 1 }))[0]).toStrictEqual({
      kind: 'preferences.reloaded',
      userId: null,
      data: { by: null },
      at: 100,
      by: null,
      offset: 10,
    })
  })

  test('[SR14] pruning keeps the newest events, and offsets go on where they were', async () => {
    const tenant = suite().store.tenant(freshTenant())
    await tenant.transact(async (tx) => {
      for (const n of upTo(20)) await saveNote(tx, 'u', n)
    })
    expect(await tenant.pruneEvents(30)).toBe(0)
    expect(await tenant.pruneEvents(5)).toBe(15)
    expect([await tenant.tail(), await tenant.head()]).toStrictEqual([16, 20])
    expect((await tenant.events({ limit: 100 })).map(({ offset }) => offset)).toStrictEqual([16, 17, 18, 19, 20])
    expect(await tenant.pruneEvents(0)).toBe(5)
    expect([await tenant.tail(), await tenant.head()]).toStrictEqual([21, 20])
    expect(await tenant.transact((tx) => saveNote(tx, 'u', 21))).toBe(21)
  })
}
