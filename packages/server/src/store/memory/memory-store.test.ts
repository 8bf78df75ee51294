import { describe, expect, test } from 'vitest'
import { member } from '../contract/samples.ts'
import { listenTo, saveNote, upTo } from '../contract/store-fixture.ts'
import { describeStoreContract } from '../contract.ts'
import { StoreUnavailable } from '../store-unavailable.ts'
import type { CommitFate } from './create-memory-store.ts'
import { createMemoryStore } from './create-memory-store.ts'

describeStoreContract('the store in memory', async () => ({
  open: async () => createMemoryStore(),
  database: null,
  close: async () => undefined,
}))

describe('the store in memory, when the commit fails', () => {
  test('[SR20] a failing commit refuses every unit of its batch and leaves nothing; the next one stands', async () => {
    const fates: CommitFate[] = ['fail', 'commit']
    const store = createMemoryStore(undefined, { onCommit: () => fates.shift() ?? 'commit' })
    const listener = listenTo(store, 't')
    const tenant = store.tenant('t')
    const results = await Promise.allSettled([
      tenant.transact((tx) => saveNote(tx, 'u', 1)),
      tenant.transact((tx) => saveNote(tx, 'u', 2)),
      tenant.transact(async (tx) => {
        if ((await tx.get('notes', { userId: 'u' })) !== undefined) throw new Error('judged by what was never committed')
      }),
    ])
    for (const result of results) {
      expect(result.status === 'rejected' && result.reason).toBeInstanceOf(StoreUnavailable)
    }
    expect([await tenant.find('notes'), await tenant.head(), listener.heard]).toStrictEqual([[], 0, []])
    expect(await tenant.transact((tx) => saveNote(tx, 'u', 3))).toBe(1)
  })

  test.each([
    ['crashBefore', 1],
    ['crashAfter', 2],
  ] as const)(
    '[SR21] after %s nothing is answered, and a store on the snapshot goes on with what was committed',
    async (fate, head) => {
      const fates: CommitFate[] = ['commit', fate]
      const store = createMemoryStore(undefined, { onCommit: () => fates.shift() ?? 'commit' })
      await store.tenant('t').transact((tx) => saveNote(tx, 'u', 1))
      const answered: string[] = []
      void store
        .tenant('t')
        .transact((tx) => saveNote(tx, 'u', 2))
        .finally(() => answered.push('write'))
      await turns()
      void store
        .tenant('t')
        .head()
        .finally(() => answered.push('read'))
      await turns()
      expect(answered).toStrictEqual([])

      const restarted = createMemoryStore(store.snapshot())
      expect(await restarted.tenant('t').head()).toBe(head)
      expect((await restarted.tenant('t').get('notes', { userId: 'u' }))?.version).toBe(head)
      const listener = listenTo(restarted, 't')
      expect(await restarted.tenant('t').transact((tx) => saveNote(tx, 'u', 9))).toBe(head + 1)
      expect(listener.heard.map(({ offset }) => offset)).toStrictEqual([head + 1])
    },
  )

  test('[SR21] a snapshot is not changed by what comes after it', async () => {
    const store = createMemoryStore()
    await store.tenant('t').transact(async (tx) => tx.put('members', member('a')))
    const snapshot = store.snapshot()
    await store.tenant('t').transact(async (tx) => {
      tx.put('members', member('b'))
      await saveNote(tx, 'u', 1)
    })
    const older = createMemoryStore(snapshot).tenant('t')
    expect([await older.find('members'), await older.head()]).toStrictEqual([[member('a')], 0])
  })

  test('[SR12] a listener that throws keeps its events from nobody', async () => {
    const faults: unknown[] = []
    const store = createMemoryStore(undefined, { onFault: (error) => faults.push(error) })
    store.subscribe(() => {
      throw new Error('faulty')
    })
    const listener = listenTo(store, 't')
    for (const version of upTo(3)) await store.tenant('t').transact((tx) => saveNote(tx, 'u', version))
    expect(listener.heard.length).toBe(3)
    expect(faults.length).toBe(3)
  })
})

/** Long enough for every microtask there is. */
function turns(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
