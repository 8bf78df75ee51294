import { preferenceCatalogue } from '@hotseat/core'
import { beforeEach, describe, expect, test } from 'vitest'
import { createStage, createTestNode, documentOf, feedOf, refusalOf, type TestBrowser } from '../../test/stage.ts'
import { createCache } from './cache.ts'

let stage: Awaited<ReturnType<typeof createStage>>
let admin: TestBrowser
let agent: TestBrowser
beforeEach(async () => {
  stage = await createStage()
  admin = stage.browser()
  agent = stage.browser()
  documentOf(await admin.signIn('admin01'))
  documentOf(await agent.signIn('agent01'))
})
const set = (who: TestBrowser, level: string, key: string, value: unknown, locked = false) =>
  who.call('setPreference', { params: { level, key }, body: { value, locked } })

describe('preferences', () => {
  test('[AD30] every one is shown with value, source, ladder, bounds and help', async () => {
    documentOf(await set(admin, 'role:executive', 'agent.ringMs', 30_000))
    const { preferences } = await agent.get('preferences')
    expect(preferences.map(({ key }) => key)).toEqual(Object.keys(preferenceCatalogue))
    expect(preferences.find(({ key }) => key === 'agent.ringMs')).toMatchObject({
      value: 30_000,
      source: 'role:executive',
      minimum: 5_000,
      ladder: [
        { level: 'system', value: 20_000 },
        { level: 'role:executive', value: 30_000, changedAt: stage.clock.now(), changedBy: 'u-admin01' },
      ],
    })
  })

  test('[AD31] an administrator sees as somebody; nobody else does', async () => {
    documentOf(await set(agent, 'user:u-agent01', 'desk.theme', 'dark'))
    const seen = (await admin.get('preferences', { query: { as: 'u-agent01' } })).preferences
    expect(seen.find(({ key }) => key === 'desk.theme')).toMatchObject({ value: 'dark', source: 'user:u-agent01' })
    expect(refusalOf(await agent.call('preferences', { query: { as: 'u-agent02' } })).code).toBe('permission.denied')
    expect(refusalOf(await agent.call('preference', { params: { level: 'tenant', key: 'desk.theme' } })).code).toBe(
      'permission.denied',
    )
  })

  test('[AD32] a change is told once, holds at once on every node, and can be taken back', async () => {
    const other = createTestNode({ ...stage.deps, nodeId: 'node-2' })
    const there = other.browser()
    documentOf(await there.signIn('agent02'))
    expect((await there.get('session')).preferences['agent.ringMs']).toBe(20_000)
    documentOf(await set(admin, 'tenant', 'agent.ringMs', 7_000))
    documentOf(await set(admin, 'tenant', 'agent.ringMs', 7_000))
    expect((await there.get('session')).preferences['agent.ringMs']).toBe(7_000)
    const document = await admin.get('resetPreference', { params: { level: 'tenant', key: 'agent.ringMs' } })
    expect(document).toMatchObject({ value: 20_000, source: 'system' })
    expect((await there.get('session')).preferences['agent.ringMs']).toBe(20_000)
    const told = (await feedOf(stage.deps.store)).filter(({ kind }) => kind.startsWith('preference.'))
    expect(told.map(({ kind, userId, by }) => [kind, userId, by])).toEqual([
      ['preference.changed', null, 'u-admin01'],
      ['preference.reset', null, 'u-admin01'],
    ])
  })

  test('[AD33] refuses what core refuses: key, level, value, lock, right', async () => {
    expect(refusalOf(await set(admin, 'tenant', 'no.such', 1)).code).toBe('preference.unknown')
    expect(refusalOf(await set(admin, 'role:chief', 'agent.ringMs', 7_000)).code).toBe('preference.level')
    expect(refusalOf(await set(admin, 'tenant', 'agent.ringMs', 'long')).code).toBe('preference.value')
    expect(refusalOf(await set(agent, 'tenant', 'agent.ringMs', 7_000)).code).toBe('permission.denied')
    documentOf(await set(admin, 'tenant', 'desk.theme', 'light', true))
    expect(refusalOf(await set(agent, 'user:u-agent01', 'desk.theme', 'dark'))).toMatchObject({
      code: 'preference.locked',
      facts: { lockedAt: 'tenant' },
    })
  })

  test('[AD34] a reload is told to everybody', async () => {
    await admin.get('reloadPreferences')
    expect((await feedOf(stage.deps.store)).at(-1)).toMatchObject({ kind: 'preferences.reloaded', userId: null, by: 'u-admin01' })
  })
})

describe('the cache', () => {
  test('a load that was overtaken by a change is not kept; a failed one neither', async () => {
    const loads: ((value: string) => void)[] = []
    const cache = createCache(() => new Promise<string>((resolve) => loads.push(resolve)))
    const early = cache.get('a')
    cache.forget('a')
    const late = cache.get('a')
    loads[1]?.('new')
    loads[0]?.('old')
    expect([await early, await late, await cache.get('a')]).toEqual(['old', 'new', 'new'])

    let fails = true
    const shaky = createCache(async () => {
      if (fails) throw new Error('away')
      return 'here'
    })
    await expect(shaky.get('a')).rejects.toThrow('away')
    fails = false
    expect(await shaky.get('a')).toBe('here')
  })
})
