import { beforeEach, describe, expect, test } from 'vitest'
import { createStage, documentOf, feedOf, origin, refusalOf, type TestBrowser } from '../../test/stage.ts'
import { createTestRecorder, type TestRecorder, talk } from '../../test/test-recorder.ts'

let stage: Awaited<ReturnType<typeof createStage>>
let agent: TestBrowser
let recorder: TestRecorder
beforeEach(async () => {
  stage = await createStage()
  agent = stage.browser()
  recorder = createTestRecorder(stage)
  documentOf(await agent.signIn('agent01', { place: 'desk-07' }))
})
const sessionRow = (id: string) => stage.deps.store.tenant('demo').get('sessions', { id })
const agentRow = async () => (await stage.deps.store.tenant('demo').get('agents', { userId: 'u-agent01' }))?.agent
const codeOf = (outcome: Parameters<typeof refusalOf>[0]) => refusalOf(outcome).code

describe('a recorder’s ticket', () => {
  test('[RC10] [S-41] counts once, for 30 s, for one key; the store has its hash alone', async () => {
    const { ticket, expiresAt } = await recorder.ticketOf(agent)
    expect(expiresAt).toBe(stage.clock.now() + 30_000)
    const rows = await stage.deps.store.tenant('demo').find('recorderTickets')
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain(ticket)
    stage.clock.advance(29_999)
    const outcomes = await Promise.all([recorder.signInBy(ticket), recorder.signInBy(ticket)])
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await stage.deps.store.tenant('demo').find('recorderTickets')).toEqual([])
  })

  test('[RC12] used, over, for another key, of an ended session or none at all: one and the same answer', async () => {
    const used = await recorder.ticketOf(agent)
    documentOf(await recorder.signInBy(used.ticket))
    const stolen = await recorder.ticketOf(agent)
    const thief = createTestRecorder(stage)
    const refused = [
      await recorder.signInBy(used.ticket),
      await thief.signInBy(stolen.ticket),
      await recorder.signInBy('demo.nothing'),
      await recorder.signInBy('nowhere.nothing'),
      await recorder.signInBy('?'),
      await recorder.signInBy((await recorder.ticketOf(agent)).ticket, { signature: 'A'.repeat(86) }),
      await recorder.signInBy((await recorder.ticketOf(agent)).ticket, { challenge: 'stale' }),
      await recorder.signInBy((await recorder.ticketOf(agent)).ticket, { deviceKey: thief.device.publicKey }),
    ]
    const late = await recorder.ticketOf(agent)
    stage.clock.advance(30_000)
    refused.push(await recorder.signInBy(late.ticket))
    const orphan = await recorder.ticketOf(agent)
    await agent.get('signOut', { body: { reasonCode: 28 } })
    refused.push(await recorder.signInBy(orphan.ticket))
    for (const outcome of refused) expect(outcome).toEqual({ ok: false, refusal: { code: 'recorder.ticket' } })
  })

  test('[RC12] a signature over another page’s origin, and a challenge that is over, are none', async () => {
    const { ticket } = await recorder.ticketOf(agent)
    const challenge = stage.deps.challenges.issue()
    const body = { challenge, signature: recorder.device.sign(`hotseat-recorder\nhttps://evil.example\n${ticket}\n${challenge}`) }
    expect(codeOf(await recorder.signInBy(ticket, body))).toBe('recorder.ticket')
    const right = recorder.device.sign(`hotseat-recorder\n${origin}\n${ticket}\n${challenge}`)
    documentOf(await recorder.signInBy(ticket, { challenge, signature: right }))
    stage.clock.advance(60_001)
    const next = await recorder.ticketOf(agent)
    const stale = recorder.device.sign(`hotseat-recorder\n${origin}\n${next.ticket}\n${challenge}`)
    expect(codeOf(await recorder.signInBy(next.ticket, { challenge, signature: stale }))).toBe('recorder.ticket')
  })

  test('[RC12] a suspended tenant’s and a disabled agent’s ticket signs nobody in', async () => {
    const one = await recorder.ticketOf(agent)
    const tenant = stage.deps.store.tenant('demo')
    await tenant.transact(async (tx) => {
      const member = await tx.get('members', { id: 'u-agent01' })
      if (member) tx.put('members', { ...member, disabledAt: 1 })
    })
    expect(codeOf(await recorder.signInBy(one.ticket))).toBe('recorder.ticket')
    await stage.deps.store.system.transact(async (tx) => {
      tx.put('tenants', { id: 'demo', name: 'demo', createdAt: 1, suspendedAt: 2 })
    })
    expect(codeOf(await recorder.signInBy(one.ticket))).toBe('recorder.ticket')
  })
})

describe('a recorder’s session', () => {
  test('[RC11] is of the application recorder, for the agent’s work, bound to its key, and no longer than the one it came from', async () => {
    stage.clock.advance(3_600_000)
    const document = documentOf(await recorder.signIn(agent))
    const [mine, desk] = [await sessionRow(document.session.id), await sessionRow(agent.sessionId)]
    expect(mine).toMatchObject({ application: 'recorder', credential: 'bearer', userId: 'u-agent01', deviceId: recorder.id })
    expect(mine?.deviceKey).toEqual(recorder.device.publicKey)
    expect([mine?.authenticatedAt, mine?.expiresAt]).toEqual([desk?.authenticatedAt, desk?.expiresAt])
    // A recorder's sign-in is nothing that a person did.
    expect(mine?.activeAt).toBe(desk?.activeAt)
    documentOf(await recorder.session.resume())
    expect((await sessionRow(document.session.id))?.expiresAt).toBe(desk?.expiresAt)
  })

  test('[RC11] [S-14] neither asks the lockout nor makes the key a device that guesses by itself', async () => {
    const admin = stage.browser({ device: null })
    for (let guess = 0; guess < 5; guess++) await admin.signIn('agent01', { password: 'certainly not this one' })
    const attempts = await stage.deps.store.system.find('attempts')
    expect(attempts).toHaveLength(1)
    documentOf(await recorder.signIn(agent))
    expect(await stage.deps.store.system.find('attempts')).toEqual(attempts)
    expect(await stage.deps.store.tenant('demo').get('devices', { userId: 'u-agent01', deviceId: recorder.id })).toBeUndefined()
  })

  test('[RC13] ends with the agent’s sign-out, in the same commit', async () => {
    const { session } = documentOf(await recorder.signIn(agent))
    await agent.get('signOut', { body: { reasonCode: 28 } })
    expect(await sessionRow(session.id)).toMatchObject({ endReason: 'signedOut', endedAt: stage.clock.now() })
    expect(codeOf(await recorder.session.call('recorderOrders'))).toBe('session.missing')
  })

  test('[RC13] ends with the last session that the work could go on in, and with the desk that is left', async () => {
    const first = documentOf(await recorder.signIn(agent))
    const elsewhere = stage.browser()
    documentOf(await elsewhere.signIn('agent01', { takeOver: true }))
    expect(await sessionRow(first.session.id)).toMatchObject({ endReason: 'takenOver' })
    const second = documentOf(await recorder.signIn(elsewhere))
    await elsewhere.get('endSession', { params: { id: elsewhere.sessionId } })
    expect((await sessionRow(second.session.id))?.endedAt).toBe(stage.clock.now())
    expect((await agentRow())?.sessionId).toBeNull()
  })

  test('[RC18] carries no work: neither its sign-in, nor its coming back, nor its end moves the agent', async () => {
    const before = await agentRow()
    documentOf(await recorder.signIn(agent))
    const caller = liveOf(await recorder.session.caller())
    await stage.presence.connected(caller)
    documentOf(await recorder.session.resume())
    await stage.presence.dropped(caller)
    expect(await agentRow()).toEqual(before)
    await recorder.session.get('signOut', { body: {} })
    expect(await agentRow()).toEqual(before)
    documentOf(await agent.call('session'))
    documentOf(await recorder.signIn(agent))
    await recorder.session.get('signOut', { body: { everywhere: true } })
    documentOf(await agent.call('session'))
  })

  test('[RC18] every event of its session says that it is a recorder’s', async () => {
    const { session } = documentOf(await recorder.signIn(agent))
    const caller = liveOf(await recorder.session.caller())
    await stage.presence.connected(caller)
    await stage.presence.dropped(caller)
    documentOf(await recorder.session.resume())
    await recorder.session.get('signOut', { body: {} })
    const told = (await feedOf(stage.deps.store)).filter(({ data }) => 'sessionId' in data && data.sessionId === session.id)
    expect(told.map(({ kind, data }) => [kind, 'application' in data && data.application])).toEqual(
      ['started', 'connected', 'dropped', 'resumed', 'ended'].map((what) => [`session.${what}`, 'recorder']),
    )
  })

  test('[RC18] keeps nobody at work who is not there: the agent is lost, and signed out by the loss, although it is connected', async () => {
    const desk = liveOf(await agent.caller())
    await stage.presence.connected(desk)
    documentOf(await recorder.signIn(agent))
    await stage.presence.connected(liveOf(await recorder.session.caller()))
    await stage.presence.dropped(desk)
    const dropped = (await feedOf(stage.deps.store)).findLast(({ kind }) => kind === 'session.dropped')
    expect(dropped?.data).toMatchObject({ elsewhere: false })
    stage.clock.advance(31_000)
    await stage.tick.run()
    expect((await agentRow())?.lost).not.toBeNull()
    documentOf(await recorder.session.resume())
    await stage.presence.connected(liveOf(await recorder.session.caller()))
    expect((await agentRow())?.lost).not.toBeNull()
  })

  test('[RC19] [S-23] keeps nobody signed in: what it says of activity, in its pings and when it comes back, counts for nothing', async () => {
    await stage.presence.connected(liveOf(await agent.caller()))
    const { session } = documentOf(await recorder.signIn(agent))
    const activeAt = stage.clock.now()
    for (let halfHour = 1; halfHour < 8; halfHour++) {
      stage.clock.advance(1_800_000)
      documentOf(await recorder.session.resume({ activeMsAgo: 0 }))
      await stage.presence.active(liveOf(await recorder.session.caller()))
      await stage.tick.run()
    }
    for (const id of [agent.sessionId, session.id]) expect(await sessionRow(id)).toMatchObject({ activeAt, endedAt: null })
    stage.clock.advance(1_800_000)
    await stage.tick.run()
    expect(await sessionRow(agent.sessionId)).toMatchObject({ endReason: 'idle' })
  })

  test('[RC23] what it missed is told like what it hears: nothing of its agent’s but what is recorded', async () => {
    documentOf(await recorder.signIn(agent))
    const offset = await stage.deps.store.tenant('demo').head()
    await agent.get('setState', { body: { medium: 'voice', state: 'READY' } })
    await talk(agent)
    const { events } = documentOf(await recorder.session.resume({ offset }))
    expect(events.map(({ kind }) => kind)).toEqual(['recording.asked'])
  })

  test('[RC14] a recorder is known from its first sign-in on: its key, its place, whom it signed in for last', async () => {
    documentOf(await recorder.signIn(agent, { place: 'desk-07', version: '2.1.0' }))
    const firstSeenAt = stage.clock.now()
    const recorders = () => stage.deps.store.tenant('demo').find('recorders')
    const first = { id: recorder.id, key: recorder.device.publicKey, userId: 'u-agent01', place: 'desk-07', version: '2.1.0' }
    expect(await recorders()).toEqual([{ ...first, firstSeenAt, lastSeenAt: firstSeenAt, revokedAt: null, usedChallenges: [] }])
    await agent.get('signOut', { body: { reasonCode: 28 } })
    stage.clock.advance(1_000)
    const next = stage.browser()
    documentOf(await next.signIn('agent02'))
    documentOf(await recorder.signIn(next, { version: '2.2.0' }))
    expect(await recorders()).toMatchObject([{ userId: 'u-agent02', place: 'desk-07', version: '2.2.0', firstSeenAt }])
  })

  test('[RC14] a place that the recorder claims and its agent does not sit at is not believed', async () => {
    documentOf(await recorder.signIn(agent, { place: 'desk-08' }))
    expect((await stage.deps.store.tenant('demo').find('recorders'))[0]?.place).toBeNull()
  })

  test('[RC14] a recorder that signs in by password is known, too', async () => {
    const browser = stage.browser({ device: recorder.device })
    documentOf(await browser.signIn('agent01', { application: 'recorder', credential: 'bearer' }))
    expect(await stage.deps.store.tenant('demo').find('recorders')).toMatchObject([{ id: recorder.id, userId: 'u-agent01' }])
    expect((await agentRow())?.sessionId).toBe(agent.sessionId)
  })
})

describe('what the recorder is told', () => {
  test('[RC20] [RC21] orders tell what holds now, in what quality, and the key to wrap keys under', async () => {
    documentOf(await recorder.signIn(agent))
    const none = await recorder.session.get('recorderOrders')
    expect(none).toMatchObject({ recording: null, capture: { frameRate: 5, maxHeight: 1_080, maxMs: 14_400_000 } })
    expect(none.wrappingKey).toMatchObject({ kty: 'EC', crv: 'P-256' })
    expect(none.wrappingKey).not.toHaveProperty('d')
    await agent.get('setState', { body: { medium: 'voice', state: 'READY' } })
    const interactionId = await talk(agent)
    const now = stage.clock.now()
    const { recording } = await recorder.session.get('recorderOrders')
    expect(recording).toMatchObject({ askedAt: now, giveUpAt: now + 30_000, paused: false })
    await agent.get('actOnRecording', { params: { id: recording?.id ?? '' }, body: { action: 'pause' } })
    expect((await recorder.session.get('recorderOrders')).recording?.paused).toBe(true)
    await agent.get('actOnInteraction', { params: { id: interactionId }, body: { action: 'end' } })
    expect((await recorder.session.get('recorderOrders')).recording).toBeNull()
  })

  test('[RC20] to a session that is no recorder’s nothing is told', async () => {
    expect(codeOf(await agent.call('recorderOrders'))).toBe('recorder.session')
  })
})

/** What must have gone well. */
function liveOf<T>(result: { ok: true; value: T } | { ok: false }): T {
  if (!result.ok) throw new Error('refused')
  return result.value
}
