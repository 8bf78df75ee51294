import { describe, expect, test } from 'vitest'
import { createStage, documentOf, feedOf } from '../../test/stage.ts'
import { seedAgents } from './seed-agents.ts'
import { seedDemo } from './seed-demo.ts'

describe('the demo data', () => {
  test('[AD40] a second start keeps what people made of it', async () => {
    const stage = await createStage()
    const admin = stage.browser()
    documentOf(await admin.signIn('admin01'))
    await admin.get('changePlace', { params: { id: 'desk-01' }, body: { name: 'Window' } })
    const before = await feedOf(stage.deps.store)
    await seedDemo(stage.deps)
    expect(await feedOf(stage.deps.store)).toEqual(before)
    expect((await admin.get('place', { params: { id: 'desk-01' } })).name).toBe('Window')
  })

  test('[AD41] is what the documentation promises', async () => {
    const { deps } = await createStage()
    const demo = deps.store.tenant('demo')
    const members = await demo.find('members', { orderBy: 'username' })
    expect(members.filter(({ role }) => role === 'executive').map(({ extension }) => extension)).toEqual(
      Array.from({ length: 10 }, (_, index) => String(5001 + index)),
    )
    expect(members.filter(({ role }) => role === 'professional-agent')).toHaveLength(10)
    expect(members.filter(({ extension }) => extension === null).map(({ username, role }) => [username, role])).toEqual([
      ['admin01', 'administrator'],
      ['analyst01', 'analyst'],
      ['consultant01', 'supervisor'],
      ['supervisor01', 'supervisor'],
      ['uam01', 'user-access-manager'],
    ])
    const places = await demo.find('places')
    expect(places).toHaveLength(20)
    expect(places.every(({ devices }) => devices.length === 2)).toBe(true)
    expect((await demo.find('campaigns')).map(({ id }) => id)).toEqual(['inbound-support', 'outbound-sales'])
    expect((await demo.find('media')).map(({ id }) => id)).toEqual(['chat', 'voice'])
    const accounts = await deps.store.system.find('accounts')
    expect(new Set(accounts.map(({ passwordHash }) => passwordHash)).size).toBe(accounts.length)
    expect(accounts.find(({ id }) => id === 'u-consultant01')?.tenants).toEqual(['demo', 'acme'])
  })

  test('[MF14] nobody needs a second factor', async () => {
    const stage = await createStage()
    for (const [username, tenant] of [
      ['admin01', 'demo'],
      ['root01', 'acme'],
    ] as const)
      expect(documentOf(await stage.browser().signIn(username, { tenant })).mustEnrol).toBeUndefined()
  })

  test('[AD42] agents for a load test are added once', async () => {
    const stage = await createStage()
    expect(await seedAgents(stage.deps, 1_500)).toBe(1_500)
    expect(await seedAgents(stage.deps, 1_501)).toBe(1)
    const document = documentOf(await stage.browser().signIn('load01500'))
    expect(document.agent).toMatchObject({ extension: '101500', campaigns: ['inbound-support', 'outbound-sales'] })
  })
})
