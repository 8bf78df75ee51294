import { expect, test } from 'vitest'
import { createStage } from '../../test/stage.ts'
import { findNamedUser, hostNameKey } from './find-tenant.ts'

const hints = { host: 'pbx.example.com', defaultTenant: 'demo' }

test.each([
  ['acme\\agent01', { tenant: 'acme', username: 'agent01' }],
  ['agent01@acme', { tenant: 'acme', username: 'agent01' }],
  ['agent01', { tenant: 'demo', username: 'agent01' }],
  // A part that names no tenant is a part of the name: an e-mail address, a Windows domain.
  ['ann@example.com', { tenant: 'demo', username: 'ann@example.com' }],
  ['office\\ann', { tenant: 'demo', username: 'office\\ann' }],
  ['a@b@acme', { tenant: 'acme', username: 'a@b' }],
  ['@acme', { tenant: 'demo', username: '@acme' }],
  ['', { tenant: 'demo', username: '' }],
])('[CP2] %s', async (text, expected) => {
  const { deps } = await createStage()
  expect(await findNamedUser(deps.store, text, hints)).toEqual(expected)
})

test('[CP2] a host name of its own goes before the default tenant, and no tenant is nobody', async () => {
  const { deps } = await createStage()
  await deps.store.tenant('acme').transact(async (tx) => {
    const row = { level: 'tenant', key: hostNameKey, value: 'PBX.example.com', locked: false, changedAt: 1, changedBy: null }
    tx.put('preferences', row)
  })
  expect(await findNamedUser(deps.store, 'ann', hints)).toEqual({ tenant: 'acme', username: 'ann' })
  expect(await findNamedUser(deps.store, 'ann', { host: '', defaultTenant: null })).toBeNull()
})
