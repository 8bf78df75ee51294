import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type AcqueonRig, createAcqueonRig } from '../../../test/acqueon-rig.ts'
import { type BusEvent, nameOf } from '../../../test/bus-client.ts'
import { codeAt } from '../../../test/one-time-codes.ts'
import { demoMedia, demoReasonCodes, demoSettings, demoWrapUpCodes } from '../../demo/demo-settings.ts'
import { demoPassword } from '../../demo/seed-demo.ts'

let rig: AcqueonRig
beforeEach(async () => {
  rig = await createAcqueonRig()
})
afterEach(() => rig.close())

const wrong = { password: 'certainly not this one' }
const messageOf = (events: readonly BusEvent[], name: string) => events.find((event) => nameOf(event) === name)?.message
const failure = ([event]: readonly BusEvent[]) => event && { [nameOf(event)]: event.message }

describe('what follows a sign-in', () => {
  test('[AQ10] fifteen events in the order of the seed', async () => {
    const events = await rig.signIn(await rig.register(), 'agent01')
    expect(events.map(nameOf)).toEqual([
      'Connection/OpenConnection',
      'Connection/SetConnectionStatus',
      'Agent/SetAgentState',
      'Agent/Login',
      'General/GetAppState',
      'Call/CallsStateChange',
      'Media/SetMRDList',
      'Media/GetMedia',
      'System/SetSystemInfo',
      'Media/SetMappedMRD',
      'Media/Map',
      'Agent/SetLogOutReasonCodes',
      'Agent/SetNotReadyReasonCodes',
      'Agent/SetPhoneBook',
      'Agent/SetWrapupCode',
    ])
    expect(events.every(({ channel }) => channel === 'Cisco')).toBe(true)
  })

  test('[AQ10] [AQ13] what they tell of the agent', async () => {
    const events = await rig.signIn(await rig.register(), 'agent01')
    const since = '2026-09-21T14:13:20.000Z'
    expect(messageOf(events, 'Connection/OpenConnection')).toEqual({ status: 'open', server: rig.url })
    expect(messageOf(events, 'Connection/SetConnectionStatus')).toEqual({ status: 'connected' })
    expect(messageOf(events, 'Agent/SetAgentState')).toEqual({
      ...{ state: 'NOT_READY', stateChangeTime: since, reasonCode: null, pendingState: '', source: 'system' },
      rules: { ButtonStates: { Ready: true, NotReady: true, Logout: true } },
    })
    expect(messageOf(events, 'Agent/Login')).toEqual({
      loginState: 'LoggedIn',
      agentInfo: { name: 'Amara Okafor', extension: '5001', loginName: 'agent01' },
    })
    const team = { id: 'demo', name: 'Demo Contact Centre', uri: '/finesse/api/Team/demo' }
    expect(messageOf(events, 'General/GetAppState')).toEqual({
      ctiState: {
        userInfo: { username: 'agent01', extension: '5001', ismobileagent: false, mobileagentmode: '', mobilenumber: '' },
        ...{ State: 'NOT_READY', agentState: 'NOT_READY', makeCall: null },
        rules: {
          ...{ ResponseType: 0, ResponseText: 'Success' },
          ResponseActual: {
            user: {
              ...{ dialogs: '/finesse/api/User/agent01/Dialogs', extension: '5001', firstName: 'Amara', lastName: 'Okafor' },
              ...{ loginId: 'agent01', loginName: 'agent01', mediaType: '1', roles: ['Agent'], pendingState: '' },
              settings: { wrapUpOnIncoming: 'OPTIONAL', wrapUpOnOutgoing: 'OPTIONAL' },
              ...{ state: 'NOT_READY', stateChangeTime: since, uri: '/finesse/api/User/agent01', wrapUpTimer: '60' },
              ...{ teamId: 'demo', teamName: 'Demo Contact Centre', teams: [team] },
            },
            dialog: null,
          },
        },
      },
    })
    expect(messageOf(events, 'Call/CallsStateChange')).toEqual({ source: 'api', calls: [], isNonVoice: false })
  })

  test('[AQ10] the lists are the store’s own', async () => {
    const events = await rig.signIn(await rig.register(), 'agent01')
    const mrds = demoMedia.map(({ id, name }) => ({ id, name }))
    expect(messageOf(events, 'Media/SetMRDList')).toEqual(mrds)
    expect(messageOf(events, 'Media/GetMedia')).toEqual(
      demoMedia.map(({ id, name, maxDialogLimit }) => ({
        ...{ id, name, state: 'NOT_READY', stateChangeTime: '2026-09-21T14:13:20.000Z', routable: true, maxDialogLimit },
        ...{ interruptible: false, dialogLogoutAction: 'CLOSE', reasonCodeId: '', uri: `/finesse/api/User/agent01/Media/${id}` },
      })),
    )
    expect(messageOf(events, 'System/SetSystemInfo')).toMatchObject({
      ...{ status: 'IN_SERVICE', currentTimestamp: '2026-09-21T14:13:20.000Z', deploymentType: 'UCCE' },
      ...{ primaryNode: { host: 'localhost' }, secondaryNode: { host: '' } },
    })
    const campaigns = demoSettings.demo.campaigns.map(({ id, name, media }) => ({
      ...{ campaignId: id, campaignName: name },
      media: mrds.filter((each) => media.includes(each.id)),
    }))
    expect(messageOf(events, 'Media/Map')).toEqual(campaigns)
    expect(messageOf(events, 'Media/SetMappedMRD')).toEqual(
      mrds.filter(({ id }) => campaigns.some(({ media }) => media.some((each) => each.id === id))),
    )
    const reasons = (category: string) =>
      demoReasonCodes
        .filter((each) => each.category === category)
        .map(({ code, label }) => ({
          ...{ uri: `/finesse/api/ReasonCode/${category}/${code}`, category, code, label, forAll: true, systemCode: false },
        }))
    expect(messageOf(events, 'Agent/SetLogOutReasonCodes')).toEqual(reasons('LOGOUT'))
    expect(messageOf(events, 'Agent/SetNotReadyReasonCodes')).toEqual(reasons('NOT_READY'))
    expect(messageOf(events, 'Agent/SetPhoneBook')).toEqual(
      demoSettings.demo.phoneBooks.map(({ name, type, contacts }) => ({ name, type, contacts })),
    )
    const wrapUps = demoWrapUpCodes.map(({ id, label }) => ({ uri: `/finesse/api/WrapUpReason/${id}`, label, forAll: true }))
    expect(messageOf(events, 'Agent/SetWrapupCode')).toEqual(expect.arrayContaining(wrapUps))
    expect(messageOf(events, 'Agent/SetWrapupCode')).toHaveLength(wrapUps.length)
  })

  test('[AQ17] no event holds the password', async () => {
    const client = await rig.register()
    const events = await rig.signIn(client, 'agent01')
    const failed = await rig.signIn(client, 'agent01', { password: 'canary-password-1' })
    client.send('General', 'GetAppState')
    const state = await client.message('General/GetAppState')
    const seen = JSON.stringify([events, failed, state])
    expect(seen).not.toContain(demoPassword)
    expect(seen).not.toContain('canary')
  })
})

describe('a sign-in that fails', () => {
  test('[AQ11] [S-07] an unknown user, a wrong password and a tenant that is none are one message', async () => {
    const client = await rig.register()
    const invalid = { 'Agent/LoginFailed': { errorType: 'Invalid Credentials' } }
    expect(failure(await rig.signIn(client, 'agent01', wrong))).toEqual(invalid)
    for (const username of ['nobody99', 'agent01@nowhere', 'nowhere\\agent01', 'acme\\agent01', "' or 1=1 --"])
      expect([username, failure(await rig.signIn(client, 'agent01', { username }))]).toEqual([username, invalid])
    expect(await client.settled()).toEqual([])
  })

  test('[AQ11] an extension that nobody has', async () => {
    const client = await rig.register()
    const invalid = { 'Agent/LoginFailed': { errorType: 'Invalid Extension' } }
    for (const extension of ['9999', 'a/b', ' '])
      expect([extension, failure(await rig.signIn(client, 'agent01', { extension }))]).toEqual([extension, invalid])
    // It tells nothing to whom has no password.
    expect(failure(await rig.signIn(client, 'agent01', { ...wrong, extension: '9999' }))).toMatchObject({
      'Agent/LoginFailed': { errorType: 'Invalid Credentials' },
    })
    expect(await rig.agent('agent01')).toBeUndefined()
  })

  test('[AQ12] [S-11] five in a row block for five minutes, for the right password too', async () => {
    const client = await rig.register()
    for (let each = 0; each < 5; each++)
      expect(failure(await rig.signIn(client, 'agent01', wrong))).toEqual({
        'Agent/LoginFailed': { errorType: 'Invalid Credentials' },
      })
    const locked = (retryAfterSeconds: number) => ({ 'Agent/LoginFailed': { errorType: 'Account Locked', retryAfterSeconds } })
    expect(failure(await rig.signIn(client, 'agent01'))).toEqual(locked(300))
    rig.stage.clock.advance(299_000)
    expect(failure(await rig.signIn(await rig.register(), 'agent01'))).toEqual(locked(1))
    rig.stage.clock.advance(1_000)
    expect((await rig.signIn(await rig.register(), 'agent01')).at(-1)?.subtopic).toBe('SetWrapupCode')
  })

  test('[AQ12] [S-07] a name that nobody has is blocked alike', async () => {
    const client = await rig.register()
    for (let each = 0; each < 5; each++) await rig.signIn(client, 'agent01', { username: 'nobody99' })
    expect(failure(await rig.signIn(client, 'agent01', { username: 'nobody99' }))).toEqual({
      'Agent/LoginFailed': { errorType: 'Account Locked', retryAfterSeconds: 300 },
    })
  })

  test('[AQ12] a success clears the count', async () => {
    const client = await rig.register()
    for (let round = 0; round < 2; round++) {
      for (let each = 0; each < 4; each++) await rig.signIn(client, 'agent01', wrong)
      expect((await rig.signIn(client, 'agent01')).at(-1)?.subtopic).toBe('SetWrapupCode')
    }
  })

  test('[AQ12] [S-13] whoever works on the line is not disturbed by a block', async () => {
    const client = await rig.register()
    await rig.signIn(client, 'agent01')
    for (let each = 0; each < 6; each++) await rig.signIn(await rig.register(), 'agent01', wrong)
    client.send('Agent', 'SetReadyState')
    expect(await client.message('Agent/SetAgentState')).toMatchObject({ state: 'READY' })
    await rig.signIn(client, 'agent01', wrong)
    client.send('Agent', 'SetNotReadyState', { ReasonCodeId: '11' })
    expect(await client.message('Agent/SetAgentState')).toMatchObject({ state: 'NOT_READY' })
  })
})

describe('signing in again', () => {
  test('[AQ14] on the same line keeps state, reason, time in state and call', async () => {
    const client = await rig.register()
    await rig.signIn(client, 'agent01')
    client.send('Agent', 'SetReadyState')
    await client.message('Agent/SetAgentState')
    rig.stage.clock.advance(60_000)
    const events = await rig.signIn(client, 'agent01')
    expect(messageOf(events, 'Agent/SetAgentState')).toMatchObject({
      state: 'READY',
      stateChangeTime: '2026-09-21T14:13:20.000Z',
    })
    expect(await client.settled()).toEqual([])
    const supervisor = await rig.browser('supervisor01')
    await supervisor.get('demoCall', { body: { userId: 'u-agent01', party: '+49 30 1' } })
    await client.message('Call/CallsStateChange')
    const again = await rig.signIn(client, 'agent01')
    expect(messageOf(again, 'Agent/SetAgentState')).toMatchObject({ state: 'RESERVED' })
    expect(messageOf(again, 'Call/CallsStateChange').calls).toMatchObject([{ state: 'ALERTING', fromAddress: '+49 30 1' }])
  })

  test('[AQ14] on another line ends the first, and keeps the state', async () => {
    const [first, second] = [await rig.register(), await rig.register()]
    await rig.signIn(first, 'agent01')
    first.send('Agent', 'SetReadyState')
    await first.message('Agent/SetAgentState')
    const events = await rig.signIn(second, 'agent01', { extension: '5018' })
    expect(messageOf(events, 'Agent/SetAgentState')).toMatchObject({ state: 'READY' })
    expect(messageOf(events, 'Agent/Login').agentInfo.extension).toBe('5018')
    expect(await first.message('Agent/SetAgentState')).toMatchObject({
      ...{ state: 'LOGOUT', reasonCode: { code: 50_005, label: 'Signed in somewhere else', systemCode: true } },
    })
    expect(await first.message('Agent/Login')).toMatchObject({ loginState: 'LoggedOut', reason: 'takenOver' })
    expect(await first.closed).toBe(1008)
    second.send('General', 'GetAppState')
    expect((await second.message('General/GetAppState')).ctiState.agentState).toBe('READY')
  })

  test('[AQ14] [SO31] beside the native desk: the work goes on in both', async () => {
    const desk = await rig.browser('agent01')
    await desk.get('setState', { body: { medium: 'voice', state: 'READY' } })
    const events = await rig.signIn(await rig.register(), 'agent01')
    expect(messageOf(events, 'Agent/SetAgentState')).toMatchObject({ state: 'READY' })
    expect((await desk.call('session')).ok).toBe(true)
  })

  test('[AQ14] as somebody else on the same line: who was there is signed out', async () => {
    const client = await rig.register()
    await rig.signIn(client, 'agent01')
    const events = await rig.signIn(client, 'agent02')
    expect(messageOf(events, 'Agent/Login').agentInfo.loginName).toBe('agent02')
    client.send('Agent', 'SetReadyState')
    expect(await client.message('Agent/SetAgentState')).toMatchObject({ state: 'READY' })
    expect((await rig.agent('agent01'))?.states[0]?.state).toBe('LOGOUT')
    expect((await rig.agent('agent02'))?.states[0]?.state).toBe('READY')
  })
})

describe('who signs in', () => {
  test('[AQ15] who is no agent has no state, and does nothing that agents do', async () => {
    const client = await rig.register()
    const events = await rig.signIn(client, 'supervisor01', { extension: '' })
    expect(events).toHaveLength(15)
    expect(messageOf(events, 'Agent/SetAgentState')).toMatchObject({
      ...{ state: 'UNKNOWN', stateChangeTime: '', rules: { ButtonStates: { Ready: false, NotReady: false, Logout: false } } },
    })
    expect(messageOf(events, 'General/GetAppState').ctiState.rules.ResponseActual.user.roles).toEqual(['Supervisor'])
    client.send('Agent', 'SetReadyState')
    expect(await client.message('Error/RequestRefused')).toMatchObject({ reason: 'permission.denied' })
    client.send('Connection', 'Logout')
    expect(await client.message('Agent/Login')).toMatchObject({ loginState: 'LoggedOut', reason: 'signedOut' })
  })

  test('[AQ15] [MF4] who must set up a second factor first is not signed in', async () => {
    await rig.setPreference('security.secondFactor', 'administrators')
    const events = await rig.signIn(await rig.register(), 'admin01', { extension: '' })
    expect(failure(events)).toMatchObject({ 'Error/RequestRefused': { reason: 'session.enrolSecondFactor' } })
    expect(await rig.stage.deps.store.tenant('demo').find('sessions', { where: { endedAt: null } })).toEqual([])
  })

  test('[AQ15] [MF2] who has a second factor gives its code', async () => {
    const browser = await rig.browser('agent01')
    const { secret } = await browser.get('enrolSecondFactor')
    const code = () => codeAt(secret, rig.stage.clock.now())
    await browser.get('confirmSecondFactor', { body: { oneTimeCode: code() } })
    rig.stage.clock.advance(60_000)
    const client = await rig.register()
    expect(failure(await rig.signIn(client, 'agent01'))).toEqual({
      'Agent/LoginFailed': { errorType: 'Invalid Credentials', reason: 'signIn.secondFactor' },
    })
    const events = await rig.signIn(client, 'agent01', { oneTimeCode: code() })
    expect(events).toHaveLength(15)
  })

  test('[AQ11] [CP2] the tenant is in the name, or the default one', async () => {
    const client = await rig.register()
    for (const username of ['acme\\wile01', 'wile01@acme']) {
      const events = await rig.signIn(client, 'agent01', { username, extension: '7001' })
      expect(messageOf(events, 'Agent/Login').agentInfo).toMatchObject({ loginName: 'wile01', extension: '7001' })
    }
  })

  test('[AQ16] a page of a tenant’s list signs in to that tenant only', async () => {
    const origin = 'https://crm.example'
    await rig.setPreference('security.allowedOrigins', [origin])
    const client = await rig.register(undefined, { origin })
    expect(await rig.signIn(client, 'agent01')).toHaveLength(15)
    const other = await rig.register(undefined, { origin })
    expect(failure(await rig.signIn(other, 'agent01', { username: 'acme\\wile01', extension: '7001' }))).toMatchObject({
      'Error/RequestRefused': { request: 'Agent/SetUserInfo', reason: 'origin.refused' },
    })
  })
})

describe('somebody else on the same line', () => {
  const liveOf = async (tenant: string) =>
    (await rig.stage.deps.store.tenant(tenant).find('sessions', { where: { endedAt: null } })).map(({ userId }) => userId)

  test('[AQ14] [SO33] ends the one before there, and nothing that they have elsewhere', async () => {
    const desk = await rig.browser('agent01')
    const client = await rig.register()
    await rig.signIn(client, 'agent01')
    await rig.signIn(client, 'agent02')
    expect((await desk.call('session')).ok).toBe(true)
    expect((await liveOf('demo')).toSorted()).toEqual(['u-agent01', 'u-agent02'])
  })

  test('[AQ14] [SO33] who is no agent, or comes from another tenant, leaves nothing open either', async () => {
    const client = await rig.register()
    await rig.signIn(client, 'supervisor01')
    await rig.signIn(client, 'supervisor01')
    expect(await liveOf('demo')).toEqual(['u-supervisor01'])
    await rig.signIn(client, 'acme\\consultant01', { extension: '' })
    expect([await liveOf('demo'), await liveOf('acme')]).toEqual([[], ['u-consultant01']])
    await rig.signIn(client, 'demo\\consultant01', { extension: '' })
    expect([await liveOf('demo'), await liveOf('acme')]).toEqual([['u-consultant01'], []])
  })
})
