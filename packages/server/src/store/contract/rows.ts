import { expect, test } from 'vitest'
import type { Store, Transaction, Writer } from '../store.ts'
import type { SystemTables } from '../tables.ts'
import { keys } from '../tables.ts'
import { member, samples, session } from './samples.ts'
import type { StoreSuite } from './store-fixture.ts'
import { freshTenant, saveNote } from './store-fixture.ts'

/** What a row is, and which rows a query finds. */
export function describeRows(suite: () => StoreSuite): void {
  const write = (store: Store, tenantId: string, work: (tx: Transaction) => void) =>
    store.tenant(tenantId).transact(async (tx) => work(tx))

  test.each(Object.keys(samples) as (keyof typeof samples)[])('[SR1] a row of %s comes back as it was put', async (table) => {
    const { store } = suite()
    const tenant = store.tenant(freshTenant())
    const row = samples[table]
    const key = Object.fromEntries(keys[table].map((column) => [column, Reflect.get(row, column)]))
    const isSystem = table in systemSamples
    if (isSystem) await store.system.transact(async (tx) => putAny(tx, table, row))
    else await tenant.transact(async (tx) => putAny(tx, table, row))
    const reader = isSystem ? store.system : tenant
    expect(await reader.get(table as never, key as never)).toStrictEqual(row)
    expect(await reader.find(table as never)).toContainEqual(row)
  })

  test('[SR1] null comes back as null, and putting again replaces the row', async () => {
    const tenantId = freshTenant()
    const tenant = suite().store.tenant(tenantId)
    await write(suite().store, tenantId, (tx) => tx.put('sessions', { ...samples.sessions, dueAt: null, deviceKey: null }))
    expect(await tenant.get('sessions', { id: 's' })).toStrictEqual({ ...samples.sessions, dueAt: null, deviceKey: null })
    await write(suite().store, tenantId, (tx) => tx.put('sessions', session('s')))
    expect(await tenant.find('sessions')).toStrictEqual([session('s')])
    expect(await tenant.get('sessions', { id: 'other' })).toBeUndefined()
  })

  test('[SR1] a removed row is gone, and removing it again is nothing', async () => {
    const { store } = suite()
    const tenant = store.tenant(freshTenant())
    const key = { userId: 'u', deviceId: 'd' }
    await tenant.transact(async (tx) => tx.put('devices', samples.devices))
    await tenant.transact(async (tx) => tx.remove('devices', key))
    await tenant.transact(async (tx) => tx.remove('devices', key))
    expect(await tenant.get('devices', key)).toBeUndefined()
    expect(await tenant.find('devices')).toStrictEqual([])
  })

  test('[SR2] rows are values: neither the row that was put nor one that was read leads into the store', async () => {
    const tenant = suite().store.tenant(freshTenant())
    const campaigns = ['a']
    await tenant.transact(async (tx) => {
      tx.put('members', member('m', { campaigns }))
      campaigns.push('b')
      expect(Object.isFrozen((await tx.get('members', { id: 'm' }))?.campaigns)).toBe(true)
    })
    const read = await tenant.get('members', { id: 'm' })
    expect(read?.campaigns).toStrictEqual(['a'])
    expect(Object.isFrozen(read)).toBe(true)
    expect(Object.isFrozen(read?.campaigns)).toBe(true)
  })

  test('[SR3] NUL and half a surrogate pair become U+FFFD, in rows, nested values, keys and queries alike', async () => {
    const tenant = suite().store.tenant(freshTenant())
    await tenant.transact(async (tx) => tx.put('members', member('a\0b', { name: 'x\ud800y', campaigns: ['\0', '😀'] })))
    const kept = member('a\uFFFDb', { username: 'a\uFFFDb', name: 'x\uFFFDy', campaigns: ['\uFFFD', '😀'] })
    expect(await tenant.get('members', { id: 'a\0b' })).toStrictEqual(kept)
    expect(await tenant.find('members', { where: { username: 'a\0b' } })).toStrictEqual([kept])
  })

  test('[SR4] a row, key or query that is not of the table is refused at once and writes nothing', async () => {
    const tenant = suite().store.tenant(freshTenant())
    const { name: _, ...nameless } = member('m')
    const refused = [
      (tx: Transaction) => tx.put('members', nameless as never),
      (tx: Transaction) => tx.put('members', { ...member('m'), createdAt: 1.5 }),
      (tx: Transaction) => tx.put('members', { ...member('m'), createdAt: '1' as never }),
      (tx: Transaction) => tx.put('members', { ...member('m'), extra: 1 } as never),
      (tx: Transaction) => tx.remove('members', {} as never),
    ]
    for (const attempt of refused) {
      await expect(tenant.transact(async (tx) => attempt(tx))).rejects.toThrow(TypeError)
    }
    await expect(tenant.get('members', {} as never)).rejects.toThrow(TypeError)
    await expect(tenant.find('members', { where: { username: undefined as never } })).rejects.toThrow(TypeError)
    await expect(tenant.find('members', { where: { campaigns: [] } })).rejects.toThrow(TypeError)
    await expect(tenant.find('members', { among: { column: 'createdAt', values: ['1'] } })).rejects.toThrow(TypeError)
    await expect(tenant.find('members', { orderBy: 'id" desc --' as never })).rejects.toThrow(TypeError)
    expect(await tenant.find('members')).toStrictEqual([])
  })

  test('[SR5] a query is equality (null too), one of a list, a range without null, an order with null first, and a bound', async () => {
    const tenantId = freshTenant()
    const tenant = suite().store.tenant(tenantId)
    const rows = [
      session('a', { userId: 'u1', dueAt: 30 }),
      session('b', { userId: 'u1', dueAt: null }),
      session('c', { userId: 'u2', dueAt: 10, endedAt: 5 }),
      session('d', { userId: 'u2', dueAt: 20 }),
      session('e', { userId: 'u1', dueAt: 10 }),
    ]
    await write(suite().store, tenantId, (tx) => rows.map((row) => tx.put('sessions', row)))
    const find = async (query: Parameters<typeof tenant.find<'sessions'>>[1]) =>
      (await tenant.find('sessions', query)).map(({ id }) => id).join('')

    expect(await find({})).toBe('abcde')
    expect(await find({ descending: true })).toBe('edcba')
    expect(await find({ where: { userId: 'u1' } })).toBe('abe')
    expect(await find({ where: { userId: 'u1', dueAt: null } })).toBe('b')
    expect(await find({ where: { endedAt: null } })).toBe('abde')
    expect(await find({ among: { column: 'userId', values: ['u2', 'u3', 'u2'] } })).toBe('cd')
    expect(await find({ among: { column: 'id', values: ['e', 'a', 'c'] }, where: { userId: 'u1' } })).toBe('ae')
    expect(await find({ among: { column: 'id', values: ['e', 'a', 'c'] }, orderBy: 'dueAt', limit: 2 })).toBe('ce')
    expect(await find({ among: { column: 'id', values: [] } })).toBe('')
    expect(await find({ range: { column: 'dueAt' } })).toBe('acde')
    expect(await find({ range: { column: 'dueAt', to: 10 } })).toBe('ce')
    expect(await find({ range: { column: 'dueAt', from: 20 } })).toBe('ad')
    expect(await find({ range: { column: 'dueAt', from: 11, to: 29 } })).toBe('d')
    expect(await find({ orderBy: 'dueAt' })).toBe('bceda')
    expect(await find({ orderBy: 'dueAt', descending: true })).toBe('adecb')
    expect(await find({ orderBy: 'dueAt', limit: 2 })).toBe('bc')
    expect(await find({ where: { userId: 'u1' }, range: { column: 'dueAt', from: 0 }, orderBy: 'dueAt', limit: 1 })).toBe('e')
    expect(await find({ limit: 0 })).toBe('')
  })

  test('[SR5] text is ordered by code point', async () => {
    const tenantId = freshTenant()
    const names = ['a', 'B', 'ä', 'Z', '', '\uFF5E', '😀', 'a b', 'ab', 'a-b']
    await write(suite().store, tenantId, (tx) => names.map((id) => tx.put('members', member(id))))
    const found = await suite().store.tenant(tenantId).find('members', { orderBy: 'name' })
    expect(found.map(({ id }) => id)).toStrictEqual(['', 'B', 'Z', 'a', 'a b', 'a-b', 'ab', 'ä', '\uFF5E', '😀'])
  })

  test('[SR26] [S-70] names and values are data: hostile ones are kept as they are', async () => {
    const hostile = `'; drop table members; -- $1 "\\ ${freshTenant()}`
    const tenant = suite().store.tenant(hostile)
    const row = member(hostile, { campaigns: [hostile, '{', '}', 'NULL', '"'] })
    await tenant.transact(async (tx) => {
      tx.put('members', row)
      await saveNote(tx, hostile, 1)
    })
    expect(await tenant.find('members', { where: { username: hostile } })).toStrictEqual([row])
    expect((await tenant.events({ userId: hostile, limit: 1 })).length).toBe(1)
  })

  test('[SR6] [S-62] the same ids in two tenants never meet', async () => {
    const { store } = suite()
    const [one, two] = [freshTenant(), freshTenant()]
    await write(store, one, (tx) => tx.put('members', member('m', { name: 'one' })))
    await write(store, two, (tx) => tx.put('members', member('m', { name: 'two' })))
    await write(store, one, (tx) => void tx.emit({ kind: 'note.saved', userId: 'm', data: { version: 1 } }, { at: 1, by: null }))
    expect(await store.tenant(one).find('members')).toStrictEqual([member('m', { name: 'one' })])
    expect(await store.tenant(two).get('members', { id: 'm' })).toStrictEqual(member('m', { name: 'two' }))
    expect(await store.tenant(two).events({ limit: 10 })).toStrictEqual([])
    await write(store, two, (tx) => tx.remove('members', { id: 'm' }))
    expect(await store.tenant(one).get('members', { id: 'm' })).toBeDefined()
  })
}

const systemSamples: { readonly [T in keyof SystemTables]: true } = {
  tenants: true,
  accounts: true,
  browsers: true,
  attempts: true,
  budgets: true,
  activations: true,
  serverKeys: true,
  nodes: true,
}

/** The tables come as data here, which only a test does. */
function putAny<Tables>(tx: Writer<Tables>, table: string, row: unknown): void {
  tx.put(table as never, row as never)
}
