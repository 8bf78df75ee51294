import { expect, test } from 'vitest'
import type { Transaction } from '../store.ts'
import { member, session } from './samples.ts'
import type { StoreSuite } from './store-fixture.ts'
import { freshTenant, saveNote, upTo } from './store-fixture.ts'

/** What a unit of work sees, and what is left of one that throws. */
export function describeUnits(suite: () => StoreSuite): void {
  test('[SR7] a unit of work reads what it wrote, and nobody else does before it is committed', async () => {
    const tenant = suite().store.tenant(freshTenant())
    await tenant.transact(async (tx) => tx.put('members', member('old')))
    const seen = await tenant.transact(async (tx) => {
      tx.put('members', member('new'))
      tx.remove('members', { id: 'old' })
      tx.system.put('budgets', { key: tx.tenantId, failedAt: [], startedAt: 1, count: 1 })
      await saveNote(tx, 'u', 1)
      expect(await tx.get('members', { id: 'new' })).toStrictEqual(member('new'))
      expect(await tx.get('members', { id: 'old' })).toBeUndefined()
      expect(await tx.find('members')).toStrictEqual([member('new')])
      expect((await tx.system.get('budgets', { key: tx.tenantId }))?.count).toBe(1)
      expect(await tx.head()).toBe(1)
      expect((await tx.events({ limit: 10 })).map(({ offset }) => offset)).toStrictEqual([1])
      return (await tenant.find('members')).map(({ id }) => id)
    })
    expect(seen).toStrictEqual(['old'])
    expect((await tenant.system.get('budgets', { key: tenant.tenantId }))?.count).toBe(1)
  })

  test('[SR7] a bounded query inside a unit of work counts its writes and removals', async () => {
    const tenant = suite().store.tenant(freshTenant())
    await tenant.transact(async (tx) => {
      for (const dueAt of [10, 20, 30, 40]) tx.put('sessions', session(`s${dueAt}`, { dueAt }))
    })
    const found = await tenant.transact(async (tx) => {
      tx.remove('sessions', { id: 's10' })
      tx.put('sessions', session('s20', { dueAt: 99 }))
      tx.put('sessions', session('s35', { dueAt: 35 }))
      return tx.find('sessions', { range: { column: 'dueAt', to: 90 }, orderBy: 'dueAt', limit: 2 })
    })
    expect(found.map(({ id }) => id)).toStrictEqual(['s30', 's35'])
  })

  test('[SR8] a unit of work that throws leaves nothing; those beside it stand', async () => {
    const tenant = suite().store.tenant(freshTenant())
    const results = await Promise.allSettled(
      upTo(50).map((version) =>
        tenant.transact(async (tx) => {
          await saveNote(tx, `u${version}`, version)
          tx.system.put('budgets', { key: `${tx.tenantId} ${version}`, failedAt: [], startedAt: 1, count: version })
          if (version % 3 === 0) throw new Error(`unit ${version}`)
          return version
        }),
      ),
    )
    const kept = upTo(50).filter((version) => version % 3 !== 0)
    expect(results.map((result) => (result.status === 'fulfilled' ? result.value : String(result.reason)))).toStrictEqual(
      upTo(50).map((version) => (version % 3 === 0 ? `Error: unit ${version}` : version)),
    )
    expect((await tenant.find('notes', { orderBy: 'version' })).map(({ version }) => version)).toStrictEqual(kept)
    expect(await tenant.head()).toBe(kept.length)
    expect(await tenant.system.get('budgets', { key: `${tenant.tenantId} 3` })).toBeUndefined()
    expect(await tenant.system.get('budgets', { key: `${tenant.tenantId} 4` })).toBeDefined()
  })

  test('[SR9] units of work of a tenant run one at a time, in the order they came', async () => {
    const tenant = suite().store.tenant(freshTenant())
    const counts = await Promise.all(
      upTo(100).map(() =>
        tenant.transact(async (tx) => {
          const version = ((await tx.get('notes', { userId: 'u' }))?.version ?? 0) + 1
          await tx.find('members')
          tx.put('notes', { userId: 'u', text: '', version, savedAt: 0 })
          return version
        }),
      ),
    )
    expect(counts).toStrictEqual(upTo(100))
  })

  test('[SR9] units of work on the system tables neither lose an update, alone or beside those of tenants', async () => {
    const { store } = suite()
    const key = freshTenant()
    const raise = async (tx: Transaction['system']) => {
      const row = (await tx.get('budgets', { key })) ?? { key, failedAt: [], startedAt: 0, count: 0 }
      tx.put('budgets', { ...row, count: row.count + 1 })
    }
    const tenants = [freshTenant(), freshTenant()]
    await Promise.all(
      upTo(60).map((n) => {
        const tenantId = tenants[n % 3]
        return tenantId === undefined ? store.system.transact(raise) : store.tenant(tenantId).transact((tx) => raise(tx.system))
      }),
    )
    expect((await store.system.get('budgets', { key }))?.count).toBe(60)
  })

  test('[SR10] a write after the work has returned is refused', async () => {
    const tenant = suite().store.tenant(freshTenant())
    const late = await tenant.transact(async (tx) => ({ tx }))
    expect(() => late.tx.put('members', member('m'))).toThrow('after it had returned')
    const event = { kind: 'note.saved', userId: 'u', data: { version: 1 } } as const
    await expect(late.tx.emit(event, { at: 1, by: null })).rejects.toThrow('after it had returned')
    expect(await tenant.find('members')).toStrictEqual([])
  })
}
