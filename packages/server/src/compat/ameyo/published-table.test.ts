import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type AmeyoStage, createAmeyoStage } from '../../../test/ameyo-client.ts'
import { documentOf, feedOf } from '../../../test/stage.ts'

let stage: AmeyoStage
beforeEach(async () => {
  stage = await createAmeyoStage()
})
afterEach(() => stage.close())

const store = 'cc/serverPreferences?contextType=contactCenter&contextId=demo'

describe('the published rules table', () => {
  test.each(['true', 'false'])('[AM30] preference: isAutoReloginEnabled is %s for the desk, too', async (value) => {
    const admin = await stage.signedIn('admin01')
    expect((await admin.call('PUT', store, { isAutoReloginEnabled: value })).body.isAutoReloginEnabled).toBe(value)
    const desk = stage.browser()
    const { preferences } = documentOf(await desk.signIn('agent01'))
    expect(preferences['continuity.autoRelogin']).toBe(value === 'true')
  })

  test.each([
    ['agent11', 'professional agent'],
    ['agent01', 'executive'],
  ])('[AM39] %s, %s: campaign, extension and status come back from the server, without asking', async (username) => {
    const desk = stage.browser()
    documentOf(await desk.signIn(username, { extension: '5020', campaigns: ['outbound-sales'] }))
    await desk.get('setState', { body: { medium: 'voice', state: 'READY' } })
    const before = await desk.get('session')
    // Longer than grace: the agent counts as lost, and nobody rings an empty chair.
    stage.clock.advance(31_000)
    await stage.tick.run()
    expect((await desk.get('session')).agent?.states[0]).toMatchObject({ state: 'NOT_READY', reasonCode: 50_001 })
    const { outcome, agent } = documentOf(await desk.resume())
    expect([outcome, agent]).toEqual(['recovered', before.agent])
  })

  test('[AM39] nor does the other way round ask: a client of this API that was away finds the same', async () => {
    const client = await stage.signedIn('agent01')
    await client.call('POST', 'cc/agent/selectCampaign', { campaignId: 'outbound-sales', extension: '5020' })
    await client.call('PUT', 'cc/agent/status', { status: 'READY' })
    const rows = async () => (await client.call('GET', 'cc/userCCRuntimes')).body
    const before = await rows()
    stage.clock.advance(60_000)
    await expect.poll(async () => (await feedOf(stage.deps.store)).at(-1)?.kind).toBe('session.dropped')
    stage.clock.advance(31_000)
    await stage.tick.run()
    const lost = (await feedOf(stage.deps.store)).findLast(({ kind }) => kind === 'agent.lost')
    expect(lost).toMatchObject({ userId: 'u-agent01' })
    expect(await rows()).toEqual(before)
  })

  test.each([
    ['supervisor01', 'supervisor'],
    ['analyst01', 'analyst'],
    ['admin01', 'administrator'],
    ['uam01', 'user access manager'],
  ])('[AM40] %s, %s: back without asking, and no agent state is touched', async (username) => {
    const desk = stage.browser()
    documentOf(await desk.signIn(username))
    stage.clock.advance(31_000)
    await stage.tick.run()
    const offset = await stage.deps.store.tenant('demo').head()
    const { outcome, agent } = documentOf(await desk.resume())
    expect([outcome, agent]).toEqual(['recovered', null])
    const told = (await feedOf(stage.deps.store)).filter((event) => event.offset > offset)
    expect(told.map(({ kind }) => kind)).toEqual(['session.resumed'])
  })
})
