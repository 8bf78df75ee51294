import { afterEach, beforeEach, expect, test } from 'vitest'
import { createStage, documentOf, feedOf, origin, refusalOf, type TestBrowser } from '../../../test/stage.ts'
import { createTestRecorder, type TestRecorder, talk } from '../../../test/test-recorder.ts'
import { createHandlers } from '../../handlers.ts'
import { createTestNode, type TestNode } from '../../http/test-node.ts'

let stage: Awaited<ReturnType<typeof createStage>>
let rig: TestNode
let admin: TestBrowser
let agent: TestBrowser
let recorder: TestRecorder
beforeEach(async () => {
  stage = await createStage()
  rig = await createTestNode({ handlers: createHandlers(stage.deps), deps: stage.deps, presence: stage.presence })
  admin = stage.browser()
  documentOf(await admin.signIn('admin01'))
  agent = stage.browser()
  documentOf(await agent.signIn('agent01', { place: 'desk-07' }))
  await agent.get('setState', { body: { medium: 'voice', state: 'READY' } })
  recorder = createTestRecorder(stage)
  documentOf(await recorder.signIn(agent))
})
afterEach(() => rig.node.close())

async function post(path: string, payload: object, token?: string) {
  const answer = await rig.node.app.inject({
    ...{ method: 'POST', url: `/recorder/v1/${path}`, payload },
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
  })
  return { status: answer.statusCode, body: answer.json() }
}
const ask = () => {
  const challenge = stage.deps.challenges.issue()
  const signature = recorder.device.sign(`hotseat-recorder-access\n${origin}\n${recorder.id}\n${challenge}`)
  return post('access', { tenant: 'demo', recorder: recorder.id, challenge, signature })
}
const revoke = () => admin.get('revokeRecorder', { params: { id: recorder.id } })
const refused = { status: 401, body: { code: 'recorder.token' } }
const tenant = () => stage.deps.store.tenant('demo')
const dayMs = 24 * 3_600_000

test('[RC50] administrators see the recorders, and when each was there last', async () => {
  const firstSeenAt = stage.clock.now()
  const row = { id: recorder.id, agent: { id: 'u-agent01', name: expect.any(String) }, place: 'desk-07', version: '1.0.0' }
  expect((await admin.get('recorders')).rows).toEqual([{ ...row, firstSeenAt, lastSeenAt: firstSeenAt, revokedAt: null }])
  stage.clock.advance(3_600_000)
  await ask()
  expect((await admin.get('recorders')).rows).toMatchObject([{ firstSeenAt, lastSeenAt: firstSeenAt + 3_600_000 }])
})

test('[RC50] [S-24] one that is revoked has no session, token or line from that commit on, and the trail says who did it', async () => {
  const { token } = (await ask()).body
  await recorder.session.get('recorderOrders')
  const waiting = post('wait', {}, token)
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
  await revoke()
  expect((await waiting).body).toEqual({ ticket: null })
  expect(await post('wait', {}, token)).toMatchObject(refused)
  expect(await post('recordings/x', { what: 'begun', at: 1 }, token)).toMatchObject(refused)
  expect(await ask()).toMatchObject(refused)
  expect(refusalOf(await recorder.session.call('recorderOrders')).code).toBe('session.missing')
  expect(refusalOf(await recorder.session.resume()).code).toBe('resume.keyRevoked')
  documentOf(await agent.call('session'))
  const told = (await feedOf(stage.deps.store)).filter(({ kind }) => kind === 'recorder.revoked')
  await revoke()
  expect(told).toMatchObject([{ by: 'u-admin01', userId: null, data: { recorderId: recorder.id } }])
  expect((await feedOf(stage.deps.store)).filter(({ kind }) => kind === 'recorder.revoked')).toHaveLength(1)
})

test('[RC50] it signs in no more: by no ticket, by no password, by no session that a loss had ended', async () => {
  const [row] = await tenant().find('sessions', { where: { deviceId: recorder.id } })
  await tenant().transact(async (tx) => {
    if (row) tx.put('sessions', { ...row, endedAt: stage.clock.now(), endReason: 'connectionLost' })
  })
  const { ticket } = await recorder.ticketOf(agent)
  await revoke()
  expect(refusalOf(await recorder.signInBy(ticket)).code).toBe('recorder.ticket')
  const browser = stage.browser({ device: recorder.device })
  const byPassword = await browser.signIn('agent01', { application: 'recorder', credential: 'bearer' })
  expect(refusalOf(byPassword).code).toBe('recorder.token')
  expect(refusalOf(await recorder.session.resume()).code).toBe('resume.keyRevoked')
  expect(await tenant().find('sessions', { where: { deviceId: recorder.id, endedAt: null } })).toEqual([])
})

test('[RC50] [RC17] for a recording that nobody begins it is no recorder', async () => {
  await revoke()
  await talk(agent)
  stage.clock.advance(30_000)
  await stage.tick.run()
  expect((await feedOf(stage.deps.store)).at(-1)).toMatchObject({ kind: 'recording.failed', data: { failure: 'noRecorder' } })
})

test('[RC51] one that was not seen for 400 days is forgotten; one that was revoked is not', async () => {
  const other = createTestRecorder(stage)
  documentOf(await other.signIn(agent))
  await revoke()
  stage.clock.advance(400 * dayMs - 1)
  await stage.tick.run()
  expect(await tenant().find('recorders')).toHaveLength(2)
  stage.clock.advance(60_000)
  await stage.tick.run()
  expect(await tenant().find('recorders')).toMatchObject([{ id: recorder.id }])
})
