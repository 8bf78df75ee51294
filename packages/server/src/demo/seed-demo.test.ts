import { describe, expect, test } from 'vitest'
import { createChatRig, signToken } from '../../test/chat-rig.ts'
import { createStage, documentOf, feedOf } from '../../test/stage.ts'
import { findDemoShopKey } from './demo-shop-key.ts'
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
    const projects = await demo.find('chatProjects')
    expect(projects.map(({ id, autoLogin, campaigns }) => [id, autoLogin, campaigns])).toEqual([
      ['sales', false, ['outbound-sales']],
      ['support', true, ['inbound-support']],
    ])
    expect(await deps.store.tenant('acme').find('chatProjects')).toEqual([])
    const accounts = await deps.store.system.find('accounts')
    expect(new Set(accounts.map(({ passwordHash }) => passwordHash)).size).toBe(accounts.length)
    expect(accounts.find(({ id }) => id === 'u-consultant01')?.tenants).toEqual(['demo', 'acme'])
  })

  test('[AD40] from before there was a chat gets it at the next start, and once', async () => {
    const { deps } = await createStage()
    const demo = deps.store.tenant('demo')
    const projects = await demo.find('chatProjects')
    await demo.transact(async (tx) => {
      for (const { id } of projects) tx.remove('chatProjects', { id })
    })
    await seedDemo(deps)
    expect(await demo.find('chatProjects')).toEqual(projects)
    await demo.transact(async (tx) => {
      for (const row of projects) tx.put('chatProjects', { ...row, disabledAt: 1 })
    })
    await seedDemo(deps)
    expect((await demo.find('chatProjects')).map(({ disabledAt }) => disabledAt)).toEqual([1, 1])
  })

  test('[CT12] the demo shop signs by the newest key of its project, and makes the first', async () => {
    const stage = await createStage()
    const rig = await createChatRig(stage)
    const demo = { project: 'support', origin: 'http://localhost:7700' }
    const first = await findDemoShopKey(stage.deps)
    expect(await findDemoShopKey(stage.deps)).toEqual(first)
    expect(await rig.tellLogin(signToken(rig.claims(), first?.secret ?? ''), demo)).toBe('sub:17')
    stage.clock.advance(1)
    const second = await rig.createKey('support')
    expect(await findDemoShopKey(stage.deps)).toEqual(second)
    for (const key of [first, second]) await rig.admin.get('revokeChatKey', { params: { id: 'support', kid: key?.kid ?? '' } })
    expect(await findDemoShopKey(stage.deps)).toBeNull()
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
