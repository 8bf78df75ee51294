import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Store } from '../store.ts'
import type { StoreSuite } from './store-fixture.ts'
import { freshTenant, listenTo, saveNote, upTo } from './store-fixture.ts'

/** Two nodes on one database. A store that only this process can open has no second node. */
export function describeNodes(suite: () => StoreSuite): void {
  async function withTwoNodes(use: (one: Store, two: Store) => Promise<void>): Promise<void> {
    const { fixture, store } = suite()
    if (fixture.database === null) return use(store, store)
    const second = await fixture.open()
    try {
      await use(store, second)
    } finally {
      await second.close()
    }
  }

  /** A file is one server's; what opens it beside that, the command line, hears no whispers. */
  async function withTwoServers(use: (one: Store, two: Store) => Promise<void>): Promise<void> {
    const { fixture, store } = suite()
    return fixture.database?.startsWith('postgres') ? withTwoNodes(use) : use(store, store)
  }

  test('[SR15] two nodes write one tenant without gaps, and each hears all of it once and in order', () =>
    withTwoNodes(async (one, two) => {
      const tenantId = freshTenant()
      const listeners = [listenTo(one, tenantId), listenTo(two, tenantId)]
      await Promise.all(
        upTo(100).map((version) => (version % 2 === 0 ? one : two).tenant(tenantId).transact((tx) => saveNote(tx, 'u', version))),
      )
      await Promise.all(listeners.map(({ reached }) => reached(100)))
      for (const { heard, stop } of listeners) {
        expect(heard.map(({ offset }) => offset)).toStrictEqual(upTo(100))
        stop()
      }
      expect(listeners[0]?.heard).toStrictEqual(listeners[1]?.heard)
    }))

  test('[SR16] a counter that two nodes raise at once loses nothing, from its first value on', () =>
    withTwoNodes(async (one, two) => {
      const key = freshTenant()
      const tenants = [freshTenant(), freshTenant()]
      const failures = await Promise.all(
        upTo(60).map((n) => {
          const store = n % 2 === 0 ? one : two
          return store.tenant(tenants[n % 4 < 2 ? 0 : 1] ?? '').transact(async (tx) => {
            const row = await tx.system.get('attempts', { key })
            const failures = (row?.failures ?? 0) + 1
            tx.system.put('attempts', { key, failures, permits: [], blockedUntil: null, changedAt: n })
            return failures
          })
        }),
      )
      expect(failures.toSorted((a, b) => a - b)).toStrictEqual(upTo(60))
    }))

  test('[SR16] two nodes that take the same rows in opposite orders both get through', () =>
    withTwoNodes(async (one, two) => {
      const names = [freshTenant(), freshTenant()] as const
      const raise = (store: Store, order: readonly string[]) =>
        store.system.transact(async (tx) => {
          for (const key of order) {
            const row = (await tx.get('budgets', { key })) ?? { key, failedAt: [], startedAt: 0, count: 0 }
            tx.put('budgets', { ...row, count: row.count + 1 })
          }
        })
      await Promise.all(upTo(10).flatMap(() => [raise(one, names), raise(two, names.toReversed())]))
      for (const key of names) expect((await one.system.get('budgets', { key }))?.count).toBe(20)
    }))

  test('[SR16] many units of many tenants that share rows in any order all get through', () =>
    withTwoNodes(async (one, two) => {
      const [shared, tenants] = [upTo(7).map(freshTenant), upTo(4).map(freshTenant)]
      const pick = (list: readonly string[], n: number) => list[n % list.length] ?? ''
      await Promise.all(
        upTo(120).map((n) =>
          (n % 2 === 0 ? one : two).tenant(pick(tenants, n >> 1)).transact(async (tx) => {
            for (const key of [pick(shared, n), pick(shared, n * 3 + 1), pick(shared, n * 5 + 2)]) {
              const row = (await tx.system.get('budgets', { key })) ?? { key, failedAt: [], startedAt: 0, count: 0 }
              tx.system.put('budgets', { ...row, count: row.count + 1 })
            }
          }),
        ),
      )
      const rows = await Promise.all(shared.map((key) => one.system.get('budgets', { key })))
      expect(rows.reduce((sum, row) => sum + (row?.count ?? 0), 0)).toBe(360)
    }))

  test('[SR17] what a node was answered, another node reads at once', () =>
    withTwoNodes(async (one, two) => {
      const tenantId = freshTenant()
      for (const version of upTo(20)) {
        await one.tenant(tenantId).transact((tx) => saveNote(tx, 'u', version))
        expect((await two.tenant(tenantId).get('notes', { userId: 'u' }))?.version).toBe(version)
      }
    }))

  test('[SR32] what a node whispers every node hears, in the form that rows have, and it is kept nowhere', () =>
    withTwoServers(async (one, two) => {
      const [tenantId, other] = [freshTenant(), freshTenant()]
      const heard = [one, two].map((store) => {
        const words = new Set<string>()
        return { words, stop: store.hear((word) => void words.add(word)) }
      })
      // A node that has just started may not listen yet.
      while (!heard.every(({ words }) => words.has(`${tenantId} \uFFFD 😀`))) {
        one.whisper(`${tenantId} \0 😀`)
        await nextTurn()
      }
      for (const { stop } of heard.splice(1)) stop()
      const before = heard[0]?.words.size
      two.whisper(other)
      while (!heard[0]?.words.has(other)) await nextTurn()
      expect(heard[0]?.words.size).toBe(Number(before) + 1)
      expect([await one.tenant(tenantId).head(), await two.tenant(other).head()]).toStrictEqual([0, 0])
    }))

  test('[SR32] a word of more than 2,000 bytes is refused, one of as many is not', () => {
    const { store } = suite()
    expect(() => store.whisper(`${'é'.repeat(1000)}a`)).toThrow(TypeError)
    store.whisper('é'.repeat(1000))
  })
}
