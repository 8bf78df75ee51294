import { beforeEach, expect, test } from 'vitest'
import { createStage } from '../../test/stage.ts'
import { createTenantHosts, type TenantHosts } from '../http/tenant-hosts.ts'
import type { Store } from '../store/store.ts'
import { createFindNamedUser } from './find-tenant.ts'

const host = 'pbx.example.com'
const defaultTenant = 'demo'

let store: Store
let hosts: TenantHosts
beforeEach(async () => {
  const { deps } = await createStage()
  store = deps.store
  hosts = await createTenantHosts(store)
})

test.each([
  ['acme\\agent01', { tenant: 'acme', username: 'agent01' }],
  ['agent01@acme', { tenant: 'acme', username: 'agent01' }],
  ['agent01', { tenant: 'demo', username: 'agent01' }],
  // A part that names no tenant is a part of the name: an e-mail address, a Windows domain.
  ['ann@example.com', { tenant: 'demo', username: 'ann@example.com' }],
  ['office\\ann', { tenant: 'demo', username: 'office\\ann' }],
  ['a@b@acme', { tenant: 'acme', username: 'a@b' }],
  ['demo\\ann@acme', { tenant: 'demo', username: 'ann@acme' }],
  ['office\\ann@acme', { tenant: 'acme', username: 'office\\ann' }],
  ['@acme', { tenant: 'demo', username: '@acme' }],
  ['\\acme', { tenant: 'demo', username: '\\acme' }],
  ['', { tenant: 'demo', username: '' }],
])('[CP2] %s', async (text, expected) => {
  expect(await createFindNamedUser({ store, hosts, defaultTenant })(text, host)).toEqual(expected)
})

test('[CP2] a host name of its own goes before the default tenant, and no tenant is nobody', async () => {
  const ofAcme = { find: (asked: string) => (asked === host ? 'acme' : undefined) }
  const find = createFindNamedUser({ store, hosts: ofAcme, defaultTenant })
  expect(await find('ann', host)).toEqual({ tenant: 'acme', username: 'ann' })
  expect(await find('ann', 'localhost')).toEqual({ tenant: 'demo', username: 'ann' })
  expect(await createFindNamedUser({ store, hosts, defaultTenant: null })('ann', '')).toBeNull()
})

test('[CP7] [S-08] every name costs the same two questions to the store, whoever has it', async () => {
  const asked: string[] = []
  const system: Store['system'] = {
    ...store.system,
    get: (table, key) => {
      asked.push(`get ${table}`)
      return store.system.get(table, key)
    },
    find: (table, query) => {
      asked.push(`find ${table}`)
      return store.system.find(table, query)
    },
  }
  const watched: Store = {
    ...store,
    system,
    tenant(id) {
      asked.push(`tenant ${id}`)
      return store.tenant(id)
    },
  }
  const find = createFindNamedUser({ store: watched, hosts, defaultTenant })
  const names = ['demo\\ann', 'nowhere\\ann', 'ann@demo', 'ann@nowhere', 'demo\\ann@acme', 'nowhere\\ann@nowhere', 'ann', '']
  for (const name of names) {
    await find(name, host)
    expect([name, asked.splice(0)]).toEqual([name, ['get tenants', 'get tenants']])
  }
})
