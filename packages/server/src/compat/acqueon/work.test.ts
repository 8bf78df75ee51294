import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type AcqueonRig, createAcqueonRig } from '../../../test/acqueon-rig.ts'
import type { BusClient } from '../../../test/bus-client.ts'
import { demoPassword } from '../../demo/seed-demo.ts'

let rig: AcqueonRig
let client: BusClient
let supervisor: Awaited<ReturnType<AcqueonRig['browser']>>
beforeEach(async () => {
  rig = await createAcqueonRig()
  client = await rig.register()
  await rig.signIn(client, 'agent01')
  supervisor = await rig.browser('supervisor01')
})
afterEach(() => rig.close())

const ready = async () => {
  client.send('Agent', 'SetReadyState')
  await client.settled()
}
const ring = (party = '+49 30 1') => supervisor.get('demoCall', { body: { userId: 'u-agent01', party } })
/** What the agent does by another way than the bus, on the same session. */
const act = async (interactionId: string, action: 'answer' | 'hold' | 'retrieve' | 'end' | 'wrapUp') => {
  const { session, member } = await rig.caller('agent01')
  const call = {
    params: { id: interactionId },
    query: {},
    body: { action },
    caller: { tenantId: 'demo', session, member, mustEnrol: false },
  }
  const done = await rig.stage.handlers.actOnInteraction({ ...call, facts: rig.facts } as never)
  if (!done.ok) throw new Error(done.refusal.code)
}
const stateOf = () => client.message('Agent/SetAgentState')
const callsOf = async () => (await client.message('Call/CallsStateChange')).calls

describe('states', () => {
  test('[AQ20] [CP1] ready and not ready, seen by the store and the floor', async () => {
    client.send('Agent', 'SetReadyState')
    expect(await stateOf()).toEqual({
      ...{ state: 'READY', stateChangeTime: '2026-09-21T14:13:20.000Z', reasonCode: null, pendingState: '', source: 'agent' },
      rules: { ButtonStates: { Ready: false, NotReady: true, Logout: false } },
    })
    expect(await client.message('Media/GetMedia')).toMatchObject([{ id: 'voice', state: 'READY' }, { state: 'NOT_READY' }])
    const { agents } = await supervisor.get('floor')
    expect(agents.find(({ username }) => username === 'agent01')?.states[0]?.state).toBe('READY')
    for (const ReasonCodeId of ['11', 12]) {
      client.send('Agent', 'SetNotReadyState', { ReasonCodeId })
      expect(await stateOf()).toMatchObject({
        state: 'NOT_READY',
        reasonCode: { code: Number(ReasonCodeId), category: 'NOT_READY' },
      })
    }
    expect((await rig.agent('agent01'))?.states[0]).toMatchObject({ state: 'NOT_READY', reasonCode: 12 })
  })

  test('[AQ29] [AG18] not ready without a reason, where the desk must give one', async () => {
    await ready()
    client.send('Agent', 'SetNotReadyState')
    expect(await stateOf()).toMatchObject({ state: 'NOT_READY', reasonCode: null })
    client.send('Agent', 'SetNotReadyState', { ReasonCodeId: '11' })
    expect(await stateOf()).toMatchObject({ state: 'NOT_READY', reasonCode: { code: 11 } })
    const { session, member } = await rig.caller('agent01')
    const caller = { tenantId: 'demo', session, member, mustEnrol: false }
    const body = { medium: 'voice', state: 'NOT_READY' }
    const byDesk = await rig.stage.handlers.setState({ params: {}, query: {}, body, caller, facts: rig.facts } as never)
    expect(byDesk).toMatchObject({ ok: false, refusal: { code: 'agent.reasonRequired' } })
  })

  test('[AQ20] the same again is told to nobody', async () => {
    client.send('Agent', 'SetReadyState')
    client.send('Agent', 'SetReadyState')
    expect(await client.settled()).toEqual(['Agent/SetAgentState', 'Media/GetMedia'])
  })

  test('[AQ20] what a supervisor does comes as it is done', async () => {
    await supervisor.get('forceState', { params: { id: 'u-agent01' }, body: { medium: 'voice', state: 'READY' } })
    expect(await stateOf()).toMatchObject({ state: 'READY', source: 'supervisor' })
  })

  test('[AQ20] another medium than voice has a state of its own', async () => {
    client.send('Agent', 'SetReadyState', { mrdId: 'chat' })
    expect(await client.message('Media/GetMedia')).toMatchObject([{ state: 'NOT_READY' }, { id: 'chat', state: 'READY' }])
    expect((await rig.agent('agent01'))?.states.map(({ state }) => state)).toEqual(['NOT_READY', 'READY'])
  })

  test('[AQ23] what the rules refuse is told, and changes nothing', async () => {
    const before = rig.tables()
    const refused = async (topic: string, subtopic: string, data?: object) => {
      client.send(topic, subtopic, data)
      return client.message('Error/RequestRefused')
    }
    expect(await refused('Agent', 'SetNotReadyState', { ReasonCodeId: '28' })).toEqual({
      ...{ request: 'Agent/SetNotReadyState', reason: 'agent.reasonUnknown', field: 'reasonCode' },
      text: expect.any(String),
    })
    expect(await refused('Agent', 'SetNotReadyState', { ReasonCodeId: '0' })).toMatchObject({ reason: 'request.invalid' })
    expect(await refused('Agent', 'SetReadyState', { mrdId: 'fax' })).toMatchObject({ reason: 'agent.medium' })
    expect(rig.tables()).toEqual(before)
    const stranger = await rig.register()
    for (const [topic, subtopic] of [
      ['Agent', 'SetReadyState'],
      ['Connection', 'Logout'],
      ['Call', 'GetCallState'],
    ] as const) {
      stranger.send(topic, subtopic)
      expect(await stranger.message('Error/NotSignedIn')).toEqual({ request: `${topic}/${subtopic}` })
    }
  })

  test('[AQ26] other campaigns are another mapping', async () => {
    const { session, member } = await rig.caller('agent01')
    const caller = { tenantId: 'demo', session, member, mustEnrol: false }
    const body = { campaigns: ['outbound-sales'] }
    await rig.stage.handlers.setCampaigns({ params: {}, query: {}, body, caller, facts: rig.facts } as never)
    await client.message('Media/SetMappedMRD')
    expect(await client.message('Media/Map')).toMatchObject([{ campaignId: 'outbound-sales' }])
  })
})

describe('calls', () => {
  test('[AQ21] a call from its ringing to its wrap-up', async () => {
    await ready()
    const { interactionId } = await ring()
    expect(await callsOf()).toEqual([
      {
        ...{ id: interactionId, uri: `/finesse/api/Dialog/${interactionId}`, mediaType: 'Voice', state: 'ALERTING' },
        ...{ fromAddress: '+49 30 1', toAddress: '5001' },
        mediaProperties: { callType: 'ACD_IN', dialedNumber: '5001', DNIS: '5001', queueName: 'inbound-support' },
        participants: [
          expect.objectContaining({ mediaAddress: '5001', mediaAddressType: 'AGENT_DEVICE', state: 'ALERTING' }),
          expect.objectContaining({ mediaAddress: '+49 30 1', state: 'INITIATED' }),
        ],
      },
    ])
    const seen: string[] = []
    for (const action of ['answer', 'hold', 'retrieve', 'end', 'wrapUp'] as const) {
      await act(interactionId, action)
      seen.push(`${(await stateOf()).state} ${(await callsOf()).map(({ state }: { state: string }) => state).join()}`)
    }
    expect(seen).toEqual(['TALKING ACTIVE', 'HOLD HELD', 'TALKING ACTIVE', 'WORK_READY DROPPED', 'READY '])
  })

  test('[AQ22] [AQ25] not ready during a call is pending, and applies after it', async () => {
    await ready()
    const { interactionId } = await ring()
    await act(interactionId, 'answer')
    await client.settled()
    client.send('Agent', 'SetNotReadyState', { ReasonCodeId: '11' })
    expect(await stateOf()).toMatchObject({
      ...{ state: 'TALKING', pendingState: 'NOT_READY', rules: { ButtonStates: { Ready: true, NotReady: true, Logout: false } } },
    })
    await act(interactionId, 'end')
    expect(await stateOf()).toMatchObject({ state: 'WORK', pendingState: 'NOT_READY' })
    await act(interactionId, 'wrapUp')
    expect(await stateOf()).toMatchObject({
      state: 'NOT_READY',
      pendingState: '',
      reasonCode: { code: 11, label: 'Short break' },
    })
  })

  test('[AQ24] app state and call state are answered at once', async () => {
    await ready()
    const { interactionId } = await ring()
    await client.settled()
    for (const topic of ['General', 'Call']) {
      client.send(topic, 'GetAppState')
      const { ctiState } = await client.message('General/GetAppState')
      expect(ctiState).toMatchObject({ agentState: 'RESERVED', rules: { ResponseActual: { dialog: { id: interactionId } } } })
    }
    client.send('Call', 'GetCallState')
    expect(await client.message('Call/CallsStateChange')).toMatchObject({
      source: 'api',
      calls: [{ id: interactionId }],
      isNonVoice: false,
    })
  })
})

describe('signing out', () => {
  test('[AQ27] wants not ready on every medium; one can sign in on the line again', async () => {
    client.send('Agent', 'SetReadyState')
    for (const ReasonCodeId of ['28', '29']) {
      client.send('Connection', 'Logout', { ReasonCodeId })
      expect((await client.message('Error/RequestRefused')).reason).toBe('agent.transition')
    }
    client.send('Agent', 'SetNotReadyState', { ReasonCodeId: '11' })
    expect(await stateOf()).toMatchObject({ state: 'NOT_READY' })
    client.send('Connection', 'Logout', { ReasonCodeId: '28' })
    expect(await stateOf()).toMatchObject({
      ...{ state: 'LOGOUT', reasonCode: { category: 'LOGOUT', code: 28, label: 'End of shift' } },
      rules: { ButtonStates: { Ready: false, NotReady: false, Logout: false } },
    })
    expect(await client.message('Agent/Login')).toEqual({
      ...{ loginState: 'LoggedOut', reason: 'signedOut' },
      agentInfo: { name: 'Amara Okafor', extension: '', loginName: 'agent01' },
    })
    client.send('Agent', 'SetReadyState')
    await client.message('Error/NotSignedIn')
    expect((await rig.signIn(client, 'agent01')).at(-1)?.subtopic).toBe('SetWrapupCode')
  })

  test('[AQ27] a reason that is none for signing out keeps nobody in', async () => {
    for (const ReasonCodeId of ['11', '0', 99_999]) {
      await rig.signIn(client, 'agent01')
      client.send('Connection', 'Logout', { ReasonCodeId })
      expect(await client.message('Agent/Login')).toMatchObject({ loginState: 'LoggedOut', reason: 'signedOut' })
      expect((await rig.agent('agent01'))?.states[0]).toMatchObject({ state: 'LOGOUT', reasonCode: null })
    }
  })

  test.each([
    ['has no reasons', 'removed'],
    ['has put them away', 'disabled'],
  ])('[AQ25] [AQ27] [AQ29] a contact centre that %s: not ready, and out by the sample’s 28', async (_name, how) => {
    await rig.stage.deps.store.tenant('acme').transact(async (tx) => {
      for (const row of await tx.find('reasonCodes')) {
        if (how === 'removed') tx.remove('reasonCodes', { id: row.id })
        else tx.put('reasonCodes', { ...row, disabledAt: 1 })
      }
    })
    await rig.signIn(client, 'agent01', { username: 'acme\\wile01', extension: '7001' })
    client.send('Agent', 'SetReadyState')
    expect((await stateOf()).rules.ButtonStates).toEqual({ Ready: false, NotReady: true, Logout: false })
    client.send('Agent', 'SetNotReadyState')
    expect(await stateOf()).toMatchObject({ state: 'NOT_READY', reasonCode: null })
    client.send('Connection', 'Logout', { ReasonCodeId: '28' })
    expect(await stateOf()).toMatchObject({ state: 'LOGOUT', reasonCode: null })
    expect(await client.message('Agent/Login')).toMatchObject({ loginState: 'LoggedOut', reason: 'signedOut' })
  })

  const ways: [string, string, () => Promise<unknown>][] = [
    ['a supervisor', 'bySupervisor', () => supervisor.get('forceSignOut', { params: { id: 'u-agent01' }, body: {} })],
    [
      'an administrator',
      'byAdministrator',
      async () => (await rig.browser('admin01')).get('endUserSessions', { params: { id: 'u-agent01' } }),
    ],
    [
      'disabling the person',
      'disabled',
      async () => (await rig.browser('admin01')).get('changeUser', { params: { id: 'u-agent01' }, body: { disabled: true } }),
    ],
    ['a sign-out at the desk beside it', 'signedOut', async () => (await rig.browser('agent01')).get('signOut', { body: {} })],
    ['somebody on the same extension', 'extensionTaken', () => rig.browser('agent02', { extension: '5001' })],
    [
      'a new password',
      'passwordChanged',
      async () => {
        const { session, member } = await rig.caller('agent01')
        const caller = { tenantId: 'demo', session, member, mustEnrol: false }
        const body = { current: demoPassword, next: 'another horse and another battery' }
        await rig.stage.handlers.changePassword({ params: {}, query: {}, body, caller, facts: rig.facts } as never)
      },
    ],
  ]
  test.each(ways)('[AQ28] [S-24] [S-05] %s ends the session: told, and the line closed', async (_name, reason, end) => {
    await end()
    expect(await stateOf()).toMatchObject({ state: 'LOGOUT' })
    expect(await client.message('Agent/Login')).toMatchObject({ loginState: 'LoggedOut', reason })
    expect(await client.closed).toBe(1008)
    expect(rig.faults).toEqual([])
  })

  test('[AQ28] [S-33] an end that no event told is found within a minute', async () => {
    const { session } = await rig.caller('agent01')
    await rig.stage.deps.store.tenant('demo').transact(async (tx) => {
      tx.put('sessions', { ...session, endedAt: rig.stage.clock.now(), endReason: 'bySupervisor' })
    })
    for (let each = 0; each < 12 && client.socket.readyState === client.socket.OPEN; each++) {
      rig.stage.clock.advance(5_000)
      await client.settled()
    }
    expect(await client.closed).toBe(1008)
  })
})

describe('presence', () => {
  const connected = async () => (await rig.caller('agent01')).session.connectedNode !== null

  test('[AQ7] [S-33] of more than twenty lines of a person the oldest is told so and closed, the others go on', async () => {
    const first = await rig.register({ keepSession: true })
    const [key] = await rig.signIn(first, 'agent01')
    const others: BusClient[] = []
    for (let each = 0; each < 19; each++) {
      const other = await rig.register({ session: key?.message.session })
      await other.message('Agent/SetWrapupCode')
      others.push(other)
    }
    expect(await first.settled()).not.toContain('closed')
    const last = await rig.register({ session: key?.message.session })
    await last.message('Agent/SetWrapupCode')
    expect(await first.message('Agent/Login')).toMatchObject({ loginState: 'LoggedOut', reason: null })
    expect(await first.closed).toBe(1008)
    for (const other of [...others, last]) expect(await other.settled()).toEqual([])
    expect(await connected()).toBe(true)
    last.send('Agent', 'SetReadyState')
    expect(await others[0]?.message('Agent/SetAgentState')).toMatchObject({ state: 'READY' })
  })

  test('[AQ6] [CP4] an open line counts, a lost one is dropped at once', async () => {
    await expect.poll(connected).toBe(true)
    for (let each = 0; each < 10; each++) {
      rig.stage.clock.advance(15_000)
      await client.settled()
    }
    expect(await connected()).toBe(true)
    client.socket.terminate()
    await expect.poll(connected).toBe(false)
  })
})
