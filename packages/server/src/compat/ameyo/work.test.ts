import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type AmeyoStage, createAmeyoStage } from '../../../test/ameyo-client.ts'
import { documentOf, feedOf } from '../../../test/stage.ts'

let stage: AmeyoStage
beforeEach(async () => {
  stage = await createAmeyoStage()
})
afterEach(() => stage.close())

const runtimes = 'cc/userCCRuntimes'

describe('campaigns', () => {
  const support = {
    campaignId: 'inbound-support',
    campaignName: 'Inbound support',
    campaignType: 'Interactive Voice Application',
    description: 'Customers who need help with an order or a bill.',
    processId: null,
    contactCenterId: 'demo',
  }
  const sales = {
    ...support,
    campaignId: 'outbound-sales',
    campaignName: 'Outbound sales',
    campaignType: 'Outbound Voice Campaign',
    description: 'Calls back to people who asked for an offer.',
  }

  test('[AM16] one’s own are listed, and for an administrator all that are open', async () => {
    const agent = await stage.signedIn('agent01')
    const admin = await stage.signedIn('admin01')
    await stage.deps.store.tenant('demo').transact(async (tx) => {
      const member = await tx.get('members', { id: 'u-agent01' })
      if (member) tx.put('members', { ...member, campaigns: ['outbound-sales'] })
    })
    const path = `cc/campaigns/getAssigned?sessionId=${agent.sessionId}`
    expect((await agent.call('GET', path)).body).toEqual([sales])
    expect((await admin.call('GET', 'cc/campaigns/getAssigned')).body).toEqual([])
    expect((await admin.call('GET', path)).body.info).toBe('invalid.session.id')
    expect((await admin.call('GET', 'cc/campaigns/getAllCampaigns')).body).toEqual([support, sales])
    expect((await agent.call('GET', 'cc/campaigns/getAllCampaigns')).status).toBe(403)
  })

  test('[AM17] choosing a campaign and an extension seats the agent, and whoever sat there goes', async () => {
    const other = await stage.signedIn('agent02')
    const agent = await stage.signedIn('agent01')
    const chosen = await agent.call('POST', 'cc/agent/selectCampaign', { campaignId: 'outbound-sales', extension: '5002' })
    expect(chosen.body).toEqual({ campaignId: 'outbound-sales', extension: '5002', sessionId: agent.sessionId })
    expect((await other.call('GET', runtimes)).body.info).toBe('invalid.session.id')
    const row = await stage.deps.store.tenant('demo').get('agents', { userId: 'u-agent01' })
    expect(row?.agent).toMatchObject({ campaigns: ['outbound-sales'], extension: '5002' })
    const wrong = [
      [{ campaignId: 'acme-orders' }, 'signIn.campaigns'],
      [{ campaignId: 'outbound-sales', extension: '9999' }, 'signIn.extension'],
    ] as const
    for (const [body, message] of wrong)
      expect((await agent.call('POST', 'cc/agent/selectCampaign', body)).body).toMatchObject({ status: 400, message })
    const supervisor = await stage.signedIn('supervisor01')
    expect((await supervisor.call('POST', 'cc/agent/selectCampaign', { campaignId: 'outbound-sales' })).status).toBe(403)
  })
})

describe('status', () => {
  test('[AM18] in any writing, with a reason by code or label; the answer and the row say what became of it', async () => {
    const agent = await stage.signedIn('agent01')
    const rest = {
      userId: 'agent01',
      sessionId: agent.sessionId,
      terminalInfo: '5001',
      startTime: stage.clock.now(),
      thresholdBreach: false,
      thresholdParameterBreached: null,
    }
    for (const [body, shown] of [
      [{ status: 'READY' }, { isOnBreak: false, isOnAuto: true, statusDescription: 'Available', workingMode: 'READY' }],
      [
        { status: 'Not Ready', reason: 12 },
        { isOnBreak: true, isOnAuto: false, statusDescription: 'Lunch', workingMode: 'NOT_READY' },
      ],
      [{ status: 'Available' }, { isOnBreak: false, isOnAuto: true, statusDescription: 'Available', workingMode: 'READY' }],
      [
        { status: 'break', reason: 'meeting' },
        { isOnBreak: true, isOnAuto: false, statusDescription: 'Meeting', workingMode: 'NOT_READY' },
      ],
      [
        { status: 'NOT_READY', reason: '21' },
        { isOnBreak: true, isOnAuto: false, statusDescription: 'Meeting', workingMode: 'NOT_READY' },
      ],
    ]) {
      const at = stage.clock.now()
      const answer = await agent.call('PUT', 'cc/agent/status', body)
      expect(answer.body).toMatchObject({ ...rest, ...shown })
      expect((await agent.call('GET', runtimes)).body).toEqual([answer.body])
      expect(answer.body.readyBreakTime).toBeLessThanOrEqual(at)
    }
  })

  test('[AM18] [AG18] a reason may be left out, and an unknown one for LOGOUT keeps nobody in', async () => {
    const agent = await stage.signedIn('agent01')
    for (const more of [{}, { reason: null }, { reason: '' }]) {
      await agent.call('PUT', 'cc/agent/status', { status: 'READY' })
      const answer = await agent.call('PUT', 'cc/agent/status', { status: 'NOT_READY', ...more })
      expect(answer).toMatchObject({ status: 200, body: { statusDescription: 'Break', workingMode: 'NOT_READY' } })
    }
    for (const [reason, reasonCode] of [
      ['dancing', null],
      ['11', null],
      ['28', 28],
    ] as const) {
      const answer = await agent.call('PUT', 'cc/agent/status', { status: 'LOGOUT', reason })
      expect(answer).toMatchObject({ status: 200, body: { workingMode: 'LOGOUT' } })
      const row = await stage.deps.store.tenant('demo').get('agents', { userId: 'u-agent01' })
      expect(row?.agent.states[0]).toMatchObject({ state: 'LOGOUT', reasonCode })
      await agent.call('PUT', 'cc/agent/status', { status: 'NOT_READY' })
    }
  })

  test('[AM18] what the rules refuse is refused, and changes nothing', async () => {
    const agent = await stage.signedIn('agent01')
    for (const [body, message] of [
      [{ status: 'dancing' }, 'invalid.request'],
      [{ status: 'NOT_READY', reason: 'dancing' }, 'agent.reasonUnknown'],
      [{ status: 'READY', medium: 'fax' }, 'agent.medium'],
    ] as const)
      expect((await agent.call('PUT', 'cc/agent/status', body)).body).toMatchObject({ status: 400, message })
    expect((await agent.call('GET', runtimes)).body).toMatchObject([{ statusDescription: 'Break' }])
    const supervisor = await stage.signedIn('supervisor01')
    expect((await supervisor.call('PUT', 'cc/agent/status', { status: 'READY' })).status).toBe(403)
  })

  test('[AM18] [CP1] what this API did the others see, and the other way round', async () => {
    const agent = await stage.signedIn('agent01')
    const native = stage.browser()
    documentOf(await native.signIn('supervisor01'))
    const seen = async () => (await native.get('floor')).agents.find(({ username }) => username === 'agent01')
    await agent.call('PUT', 'cc/agent/status', { status: 'READY' })
    expect(await seen()).toMatchObject({ presence: 'connected', states: [{ state: 'READY' }, {}] })
    const forced = { medium: 'voice', state: 'NOT_READY', reasonCode: 12 } as const
    await native.get('forceState', { params: { id: 'u-agent01' }, body: forced })
    expect((await agent.call('GET', runtimes)).body).toMatchObject([{ statusDescription: 'Lunch' }])
    await native.get('forceSignOut', { params: { id: 'u-agent01' }, body: {} })
    expect((await agent.call('GET', runtimes)).body.info).toBe('invalid.session.id')
  })

  test('[AM19] who sees the floor sees every agent at work, others themselves or nobody', async () => {
    const first = await stage.signedIn('agent01')
    const second = await stage.signedIn('agent12')
    const supervisor = await stage.signedIn('supervisor01')
    const uam = await stage.signedIn('uam01')
    const rows = (await supervisor.call('GET', runtimes)).body
    expect(rows.map((row: { userId: string; sessionId: string }) => [row.userId, row.sessionId])).toEqual([
      ['agent01', first.sessionId],
      ['agent12', second.sessionId],
    ])
    expect((await second.call('GET', runtimes)).body).toHaveLength(1)
    expect((await uam.call('GET', runtimes)).body).toEqual([])
  })
})

describe('the server preference store', () => {
  const store = 'cc/serverPreferences?contextType=contactCenter&contextId=demo'

  test('[AM21] holds names and texts, and isAutoReloginEnabled is ours of another name', async () => {
    const agent = await stage.signedIn('agent01')
    const admin = await stage.signedIn('admin01')
    const read = async () => (await agent.call('GET', store)).body
    const values = await read()
    expect(values).toMatchObject({ isAutoReloginEnabled: 'true', 'continuity.keepAliveMs': '20000' })
    expect(Object.values(values).every((value) => typeof value === 'string')).toBe(true)
    expect(Object.keys(values)).not.toContain('continuity.autoRelogin')
    const put = await admin.call('PUT', store, { isAutoReloginEnabled: 'false', 'continuity.keepAliveMs': '30000' })
    expect(put).toMatchObject({ status: 200, body: { isAutoReloginEnabled: 'false', 'continuity.keepAliveMs': '30000' } })
    expect(await read()).toEqual(put.body)
    const native = stage.browser()
    documentOf(await native.signIn('agent02'))
    expect((await native.get('session')).preferences['continuity.autoRelogin']).toBe(false)
    // What was read can be written back as it is.
    expect(await admin.call('PUT', store, put.body)).toMatchObject({ status: 200, body: put.body })
  })

  test('[AM21] what does not fit is refused before anything is set', async () => {
    const admin = await stage.signedIn('admin01')
    const before = (await admin.call('GET', store)).body
    for (const [more, status, message] of [
      [{ isAutoReloginEnabled: 'maybe' }, 400, 'preference.value'],
      [{ isAutoReloginEnabled: 'TRUE' }, 400, 'preference.value'],
      [{ 'continuity.autoRelogin': 'true' }, 404, 'preference.unknown'],
      [{ nothing: 'x' }, 404, 'preference.unknown'],
      [{ 'continuity.maxPingFailures': '0' }, 400, 'preference.value'],
      [{ isAutoReloginEnabled: true }, 400, 'invalid.request'],
    ] as const) {
      const answer = await admin.call('PUT', store, { 'continuity.keepAliveMs': '30000', ...more })
      expect(answer.body).toMatchObject({ status, message })
    }
    expect((await admin.call('GET', store)).body).toEqual(before)
    for (const query of ['contextType=campaign&contextId=demo', 'contextType=contactCenter&contextId=acme'])
      expect((await admin.call('GET', `cc/serverPreferences?${query}`)).status).toBeGreaterThanOrEqual(400)
    const agent = await stage.signedIn('agent01')
    expect((await agent.call('PUT', store, { isAutoReloginEnabled: 'false' })).status).toBe(403)
    expect((await agent.call('POST', 'cc/serverPreferences/reload')).status).toBe(403)
  })

  test('[AM21] a reload is told to every running client', async () => {
    const admin = await stage.signedIn('admin01')
    const agent = await stage.signedIn('agent01')
    const stream = await agent.pushes()
    expect((await admin.call('POST', 'cc/serverPreferences/reload')).status).toBe(200)
    expect(await stream.nextOf('ServerPreferenceStoreReloadedPush')).toMatchObject({ data: { userId: null } })
    await stream.close()
    expect((await feedOf(stage.deps.store)).at(-1)?.kind).toBe('preferences.reloaded')
  })
})
