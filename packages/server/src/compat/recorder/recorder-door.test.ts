import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { anything } from '../../../test/fitting.ts'
import { createStage, documentOf, origin, type TestBrowser } from '../../../test/stage.ts'
import { createTestRecorder, recordingsToldBy, type TestRecorder, talk } from '../../../test/test-recorder.ts'
import { createHandlers } from '../../handlers.ts'
import { createTestNode, type TestNode } from '../../http/test-node.ts'

let stage: Awaited<ReturnType<typeof createStage>>
let rig: TestNode
let agent: TestBrowser
let recorder: TestRecorder
beforeEach(async () => {
  stage = await createStage()
  rig = await createTestNode({ handlers: createHandlers(stage.deps), deps: stage.deps, presence: stage.presence })
  agent = stage.browser()
  recorder = createTestRecorder(stage)
  documentOf(await agent.signIn('agent01', { place: 'desk-07' }))
  await agent.get('setState', { body: { medium: 'voice', state: 'READY' } })
})
afterEach(() => rig.node.close())

async function post(path: string, payload: unknown = {}, headers: Record<string, string> = {}) {
  const answer = await rig.node.app.inject({
    ...{ method: 'POST', url: `/recorder/v1/${path}` },
    headers: { 'content-type': 'application/json', ...headers },
    payload: JSON.stringify(payload),
  })
  return { status: answer.statusCode, body: answer.json(), type: answer.headers['content-type'] }
}
const by = (token: string) => ({ authorization: `Bearer ${token}` })
function proofOf({ id, device }: TestRecorder, changes: object = {}) {
  const challenge = stage.deps.challenges.issue()
  const signature = device.sign(`hotseat-recorder-access\n${origin}\n${id}\n${challenge}`)
  return { tenant: 'demo', recorder: id, challenge, signature, ...changes }
}
async function tokenOf(who = recorder): Promise<string> {
  const { status, body } = await post('access', proofOf(who))
  expect(status).toBe(200)
  return body.token
}
/** The recorder signed in for its agent once, and is signed out now. */
async function known(): Promise<string> {
  documentOf(await recorder.signIn(agent))
  await recorder.session.get('signOut', { body: {} })
  return tokenOf()
}
/** Lets everything that is under way go on until it waits for something. */
const settle = () => new Promise((resolve) => setImmediate(() => setImmediate(() => setImmediate(resolve))))
const recordingId = async () => (await stage.deps.store.tenant('demo').find('recordings'))[0]?.id ?? ''

describe('the recorders’ own door', () => {
  test('[RC15] a proof of the key gets a token for 5 minutes', async () => {
    documentOf(await recorder.signIn(agent))
    const { body } = await post('access', proofOf(recorder))
    expect(body).toEqual({ token: expect.any(String), expiresAt: stage.clock.now() + 300_000 })
    stage.clock.advance(300_000)
    expect(await post('wait', {}, by(body.token))).toMatchObject({ status: 401, body: { code: 'recorder.token' } })
  })

  test('[RC15] a proof counts once, on every node, and there are not many in a minute', async () => {
    documentOf(await recorder.signIn(agent))
    const proof = proofOf(recorder)
    const twice = await Promise.all([post('access', proof), post('access', proof)])
    expect(twice.map(({ status }) => status).toSorted()).toEqual([200, 401])
    expect(await post('access', proof)).toMatchObject({ status: 401, body: { code: 'recorder.token' } })
    // Its agent signs in anew meanwhile: what it used stays used.
    documentOf(await recorder.signIn(agent))
    expect((await post('access', proof)).status).toBe(401)
    for (let n = 1; n < 32; n++) await tokenOf()
    expect(await post('access', proofOf(recorder))).toMatchObject({ status: 429, body: { code: 'rate.limited' } })
    stage.clock.advance(90_000)
    await tokenOf()
  })

  test('[RC15] an unknown recorder, another key, tenant or origin, and a challenge that is over are one and the same', async () => {
    const stranger = createTestRecorder(stage)
    documentOf(await recorder.signIn(agent))
    const evil = stage.deps.challenges.issue()
    const proofs = [
      proofOf(stranger),
      proofOf(recorder, { signature: proofOf(stranger).signature }),
      proofOf(recorder, { tenant: 'acme' }),
      proofOf(recorder, { tenant: 'nowhere' }),
      proofOf(recorder, { challenge: 'stale' }),
      {
        ...proofOf(recorder),
        challenge: evil,
        signature: recorder.device.sign(`hotseat-recorder-access\nhttps://evil.example\n${recorder.id}\n${evil}`),
      },
    ]
    for (const proof of proofs)
      expect(await post('access', proof)).toMatchObject({
        ...{ status: 401, type: 'application/problem+json; charset=utf-8', body: { code: 'recorder.token' } },
      })
  })

  test('[RC15] [S-24] a suspended tenant’s recorders are refused from then on, whatever they hold', async () => {
    const token = await known()
    await talk(agent)
    await stage.deps.store.system.transact(async (tx) => {
      const tenant = await tx.get('tenants', { id: 'demo' })
      if (tenant) tx.put('tenants', { ...tenant, suspendedAt: stage.clock.now() })
    })
    const upload = await rig.node.app.inject({
      method: 'HEAD',
      url: `/recorder/v1/uploads/${await recordingId()}.1`,
      headers: by(token),
    })
    expect(upload.statusCode).toBe(401)
    const begun = { what: 'begun', at: 1 }
    for (const answer of [
      await post('wait', {}, by(token)),
      await post(`recordings/${await recordingId()}`, begun, by(token)),
      await post('access', proofOf(recorder)),
    ])
      expect(answer).toMatchObject({ status: 401, body: { code: 'recorder.token' } })
  })

  test('[RC15] no page has business here; without a token nothing happens', async () => {
    const token = await known()
    for (const page of [origin, 'https://evil.example', 'null'])
      expect(await post('wait', {}, { ...by(token), origin: page })).toMatchObject({
        status: 403,
        body: { code: 'origin.refused' },
      })
    for (const headers of [{}, by('x'), by(agent.accessToken ?? 'y'), { authorization: `Basic ${token}` }])
      expect(await post('wait', {}, headers)).toMatchObject({ status: 401, body: { code: 'recorder.token' } })
    expect(await post('recordings/x', { what: 'finished', parts: 1 })).toMatchObject({ status: 401 })
    expect(await post('nothing', {}, by(token))).toMatchObject({ status: 404, body: { code: 'request.notFound' } })
  })

  test('[RC15] the token opens no call of an agent, and no recording of another recorder', async () => {
    const token = await known()
    const session = await rig.node.app.inject({ url: '/v1/session', headers: by(token) })
    expect(session.statusCode).toBe(401)
    await talk(agent)
    const id = await recordingId()
    const other = createTestRecorder(stage)
    const neighbour = stage.browser()
    documentOf(await neighbour.signIn('agent02'))
    documentOf(await other.signIn(neighbour))
    const theirs = by(await tokenOf(other))
    for (const report of [
      { what: 'begun', at: 1 },
      { what: 'failed', failure: 'fault' },
      { what: 'finished', parts: 0 },
    ]) {
      expect(await post(`recordings/${id}`, report, theirs)).toMatchObject({ status: 404, body: { code: 'object.unknown' } })
      expect(await post('recordings/none', report, by(token))).toMatchObject({ status: 404, body: { code: 'object.unknown' } })
    }
    expect((await recordingsToldBy(stage)).map(({ kind }) => kind)).toEqual(['recording.asked'])
  })

  test('[RC15] whatever is sent, the answer is a problem document and never our fault', async () => {
    const token = await known()
    const path = fc.oneof(fc.constantFrom('access', 'wait', 'recordings/x', 'recordings/%00', `recordings/${'x'.repeat(300)}`))
    const sign = fc.boolean()
    await fc.assert(
      fc.asyncProperty(path, anything, sign, async (where, body, isSigned) => {
        // A wait that is let in is over when the clock says so.
        const answer = post(where, body, isSigned ? by(token) : {})
        await settle()
        stage.clock.advance(25_000)
        await settle()
        expect((await answer).status).toBeLessThan(500)
      }),
      { numRuns: 60 },
    )
  })
})

describe('a recorder that nobody is signed in on', () => {
  test('[RC16] waits for 25 s', async () => {
    const token = await known()
    const answer = post('wait', {}, by(token))
    await settle()
    stage.clock.advance(24_999)
    const isOver = await Promise.race([answer.then(() => true), settle().then(() => false)])
    expect(isOver).toBe(false)
    stage.clock.advance(1)
    expect(await answer).toMatchObject({ status: 200, body: { ticket: null } })
  })

  test('[RC16] is given a ticket when a recording is asked for its agent, and is told what to do by it', async () => {
    const token = await known()
    const answer = post('wait', {}, by(token))
    await settle()
    await talk(agent)
    const { body } = await answer
    documentOf(await recorder.signInBy(body.ticket))
    expect((await recorder.session.get('recorderOrders')).recording?.id).toBe(await recordingId())
  })

  test('[RC16] also when it asks after the recording was asked for', async () => {
    const token = await known()
    await talk(agent)
    expect((await post('wait', {}, by(token))).body.ticket).toEqual(expect.any(String))
  })

  test('[RC16] however many others are asked for at once, and nothing is read of them', async () => {
    const token = await known()
    await talk(agent)
    const tenant = stage.deps.store.tenant('demo')
    const own = await tenant.get('recordings', { id: await recordingId() })
    await tenant.transact(async (tx) => {
      for (let n = 0; own && n < 600; n++) {
        const there = { id: `other-${n}`, userId: `u-${n}`, place: `desk-x${n}`, askedAt: own.askedAt + 1 }
        tx.put('recordings', { ...own, ...there, recording: { ...own.recording, ...there } })
      }
    })
    expect((await post('wait', {}, by(token))).body.ticket).toEqual(expect.any(String))
  })

  test('[RC16] the one at the agent’s place it is, not the one at the desk of yesterday', async () => {
    const yesterdays = await known()
    await agent.get('signOut', { body: { reasonCode: 28 } })
    const there = createTestRecorder(stage)
    const neighbour = stage.browser()
    documentOf(await neighbour.signIn('agent02', { place: 'desk-08' }))
    documentOf(await there.signIn(neighbour))
    await neighbour.get('signOut', { body: { reasonCode: 28 } })
    const todays = await tokenOf(there)
    documentOf(await agent.signIn('agent01', { place: 'desk-08' }))
    await agent.get('setState', { body: { medium: 'voice', state: 'READY' } })
    await talk(agent)
    expect((await post('wait', {}, by(todays))).body.ticket).toEqual(expect.any(String))
    const waits = post('wait', {}, by(yesterdays))
    await settle()
    stage.clock.advance(25_000)
    expect((await waits).body.ticket).toBeNull()
  })

  test('[RC16] gets none while another recorder is there, and none for a call that is over', async () => {
    const token = await known()
    const other = createTestRecorder(stage)
    documentOf(await other.signIn(agent))
    const caller = await other.session.caller()
    if (!caller.ok) throw new Error('not signed in')
    await stage.presence.connected(caller.value)
    const call = await talk(agent)
    const first = post('wait', {}, by(token))
    await settle()
    stage.clock.advance(25_000)
    expect((await first).body.ticket).toBeNull()
    await stage.presence.dropped(caller.value)
    await agent.get('actOnInteraction', { params: { id: call }, body: { action: 'end' } })
    const second = post('wait', {}, by(token))
    await settle()
    stage.clock.advance(25_000)
    expect((await second).body.ticket).toBeNull()
  })

  test('[RC16] asks once at a time, and is let go when the server stops', async () => {
    const token = await known()
    const first = post('wait', {}, by(token))
    await settle()
    const second = post('wait', {}, by(token))
    expect((await first).body).toEqual({ ticket: null })
    await settle()
    await rig.node.drain()
    expect((await second).body).toEqual({ ticket: null })
    expect(await post('wait', {}, by(token))).toMatchObject({ status: 503, body: { code: 'server.draining' } })
  })
})

describe('what a recorder reports', () => {
  const report = async (token: string, body: object) => post(`recordings/${await recordingId()}`, body, by(token))
  /** The recorder is signed in for its agent, so it is told of what is asked for. */
  async function signedIn(): Promise<string> {
    documentOf(await recorder.signIn(agent))
    return tokenOf()
  }

  test('[RC22] counts once, also after the agent is gone', async () => {
    const token = await signedIn()
    const call = await talk(agent)
    const at = stage.clock.now()
    stage.clock.advance(2_000)
    for (let time = 0; time < 2; time++)
      expect(await report(token, { what: 'begun', at: at + 1_000 })).toMatchObject({ status: 200, body: { done: true } })
    await agent.get('actOnInteraction', { params: { id: call }, body: { action: 'end' } })
    await agent.get('signOut', { body: { reasonCode: 28 } })
    for (let time = 0; time < 2; time++)
      expect(await report(token, { what: 'finished', parts: 2 })).toMatchObject({ status: 200 })
    const told = await recordingsToldBy(stage)
    expect(told.map(({ kind }) => kind)).toEqual([
      ...['recording.asked', 'recording.begun', 'recording.callEnded', 'recording.stopped', 'recording.finished'],
    ])
    expect(told[1]?.data).toMatchObject({ recorderId: recorder.id, startedAt: at + 1_000 })
  })

  test('[RC22] a beginning before it was asked for, or in the future, is taken for the nearest moment that can be', async () => {
    const token = await signedIn()
    await talk(agent)
    await report(token, { what: 'begun', at: 9_000_000_000_000 })
    expect((await recordingsToldBy(stage)).at(-1)?.data).toMatchObject({ startedAt: stage.clock.now() })
  })

  test('[RC17] what it reported is why nothing was recorded', async () => {
    const token = await signedIn()
    await talk(agent)
    expect(await report(token, { what: 'failed', failure: 'noScreen' })).toMatchObject({ status: 200 })
    expect((await recordingsToldBy(stage)).at(-1)).toMatchObject({ kind: 'recording.failed', data: { failure: 'noScreen' } })
    expect(await report(token, { what: 'begun', at: 1 })).toMatchObject({ status: 409, body: { code: 'recording.over' } })
  })

  test('[RC33] a recording whose recorder made no part is stored when it says so', async () => {
    const token = await signedIn()
    const call = await talk(agent)
    await report(token, { what: 'begun', at: stage.clock.now() })
    await agent.get('actOnInteraction', { params: { id: call }, body: { action: 'end' } })
    await report(token, { what: 'finished', parts: 0 })
    expect((await recordingsToldBy(stage)).at(-1)?.kind).toBe('recording.stored')
  })

  test('[RC22] [RC33] who says later that fewer parts come has it stored with those that came', async () => {
    const token = await signedIn()
    const call = await talk(agent)
    await report(token, { what: 'begun', at: stage.clock.now() })
    await agent.get('actOnInteraction', { params: { id: call }, body: { action: 'end' } })
    await report(token, { what: 'finished', parts: 1 })
    expect((await recordingsToldBy(stage)).at(-1)?.kind).toBe('recording.finished')
    await report(token, { what: 'finished', parts: 0 })
    expect((await recordingsToldBy(stage)).at(-1)?.kind).toBe('recording.stored')
  })

  test('[RC22] an id that can be none is nobody’s', async () => {
    const token = await known()
    const id = createHash('sha512').update('x').digest('hex').repeat(2)
    expect(await post(`recordings/${id}`, { what: 'begun', at: 1 }, by(token))).toMatchObject({ status: 404 })
  })

  test('[RC24] [RC17] what was begun in time counts also when it is said eight days later, after the sessions of then are gone', async () => {
    await signedIn()
    const call = await talk(agent)
    const at = stage.clock.now()
    await agent.get('actOnInteraction', { params: { id: call }, body: { action: 'end' } })
    await agent.get('signOut', { body: { reasonCode: 28 } })
    stage.clock.advance(8 * 24 * 3_600_000)
    await stage.tick.run()
    const sessions = await stage.deps.store.tenant('demo').find('sessions')
    expect(sessions.filter(({ application }) => application === 'recorder')).toEqual([])
    expect((await recordingsToldBy(stage)).at(-1)).toMatchObject({ kind: 'recording.failed', data: { failure: 'notAnswered' } })
    expect(await report(await tokenOf(), { what: 'begun', at: at + 1_000 })).toMatchObject({ status: 200 })
    expect((await recordingsToldBy(stage)).at(-1)).toMatchObject({ kind: 'recording.begun', data: { startedAt: at + 1_000 } })
  })

  test('[RC24] [RC15] a ticket or the orders tell of it; who was signed in for its agent at another time was not told', async () => {
    const token = await known()
    await talk(agent)
    const begun = { what: 'begun', at: stage.clock.now() }
    expect(await report(token, begun)).toMatchObject({ status: 404, body: { code: 'object.unknown' } })
    const { ticket } = (await post('wait', {}, by(token))).body
    const [row] = await stage.deps.store.tenant('demo').find('recordings')
    expect(row?.recording.told).toEqual([recorder.id])
    const later = createTestRecorder(stage)
    documentOf(await later.signIn(agent))
    expect(await report(await tokenOf(later), begun)).toMatchObject({ status: 404 })
    await later.session.get('recorderOrders')
    expect(await report(await tokenOf(later), begun)).toMatchObject({ status: 200 })
    documentOf(await recorder.signInBy(ticket))
    expect(await report(token, begun)).toMatchObject({ status: 404 })
  })
})
