import { beforeEach, expect, test } from 'vitest'
import { createStage } from '../../test/stage.ts'
import type { Store } from '../store/store.ts'
import { createTenantHosts } from './tenant-hosts.ts'

const meta = { at: 1, by: null }
const key = 'security.hostName'

let store: Store
beforeEach(async () => {
  store = (await createStage()).deps.store
})

const put = (tenant: string, value: unknown, level = 'tenant') =>
  store.tenant(tenant).transact(async (tx) => {
    tx.put('preferences', { level, key, value, locked: false, changedAt: 1, changedBy: null })
    const data = { level, key, value, previous: null, locked: false }
    await tx.emit({ kind: 'preference.changed', userId: null, data }, meta)
  })
const reset = (tenant: string) =>
  store.tenant(tenant).transact(async (tx) => {
    tx.remove('preferences', { level: 'tenant', key })
    await tx.emit({ kind: 'preference.reset', userId: null, data: { level: 'tenant', key, previous: null } }, meta)
  })

test('[CP7] host names are known from the start, in any case, and every change counts at once', async () => {
  await put('acme', 'PBX.example.com')
  const hosts = await createTenantHosts(store)
  expect([hosts.find('pbx.EXAMPLE.com'), hosts.find('other.example.com'), hosts.find('')]).toEqual(['acme', undefined, undefined])
  await put('acme', 'other.example.com')
  expect([hosts.find('pbx.example.com'), hosts.find('other.example.com')]).toEqual([undefined, 'acme'])
  await put('acme', 'someone.example.com', 'role:executive')
  expect(hosts.find('someone.example.com')).toBeUndefined()
  await put('acme', '')
  expect([hosts.find('other.example.com'), hosts.find('')]).toEqual([undefined, undefined])
  await put('acme', 'pbx.example.com')
  await reset('acme')
  expect(hosts.find('pbx.example.com')).toBeUndefined()
  await put('acme', 'pbx.example.com')
  hosts.close()
  await reset('acme')
  expect(hosts.find('pbx.example.com')).toBe('acme')
})

test('[CP7] a tenant that comes later has its host name, a suspended one keeps it, and of two the first by id has it', async () => {
  const hosts = await createTenantHosts(store)
  await store.tenant('later').transact(async (tx) => {
    tx.system.put('tenants', { id: 'later', name: 'Later', createdAt: 1, suspendedAt: null })
  })
  await put('later', 'pbx.example.com')
  expect(hosts.find('pbx.example.com')).toBe('later')
  await store.system.transact(async (tx) => {
    tx.put('tenants', { id: 'later', name: 'Later', createdAt: 1, suspendedAt: 2 })
  })
  expect(hosts.find('pbx.example.com')).toBe('later')
  expect((await createTenantHosts(store)).find('pbx.example.com')).toBe('later')
  await put('demo', 'pbx.example.com')
  expect(hosts.find('pbx.example.com')).toBe('demo')
  await put('demo', 'demo.example.com')
  expect(hosts.find('pbx.example.com')).toBe('later')
})

test('[CP7] a change that is told while the rows are read is not undone by them', async () => {
  await put('acme', 'old.example.com')
  const slow: Store = {
    ...store,
    tenant: (id) => ({
      ...store.tenant(id),
      async get(table, row) {
        const found = await store.tenant(id).get(table, row)
        if (id === 'acme') await put('acme', 'new.example.com')
        return found
      },
    }),
  }
  const hosts = await createTenantHosts(slow)
  expect([hosts.find('old.example.com'), hosts.find('new.example.com')]).toEqual([undefined, 'acme'])
})
