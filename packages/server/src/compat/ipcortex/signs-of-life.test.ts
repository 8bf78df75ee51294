import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openFeed } from '../../../test/feed-client.ts'
import { createStage, feedOf } from '../../../test/stage.ts'
import { demoPassword } from '../../demo/seed-demo.ts'
import { createHandlers } from '../../handlers.ts'
import { createTestNode, type TestNode } from '../../http/test-node.ts'
import { leaseMs } from '../leases.ts'
import { createIpcortexRest } from './create-ipcortex-rest.ts'

let stage: Awaited<ReturnType<typeof createStage>>
let rig: TestNode
let url: string
beforeEach(async () => {
  stage = await createStage()
  const { deps, presence } = stage
  const handlers = createHandlers(deps)
  rig = await createTestNode({ handlers, deps, presence, adapters: [createIpcortexRest], env: { HOTSEAT_PORT: '0' } })
  url = (await rig.node.start()).url
})
afterEach(() => rig.node.close())

const fail = { result: 'fail' }
const credentials = { username: 'agent01', password: demoPassword }

async function post(auth: object, cookie?: string) {
  const headers = { 'content-type': 'application/json', ...(cookie !== undefined && { cookie }) }
  const body = JSON.stringify({ auth: { type: 'auth', ...auth } })
  const answer = await fetch(`${url}/rest/auth/`, { method: 'POST', headers, body })
  const given = (await answer.json()) as { result: string; user?: { session: string } }
  return {
    status: answer.status,
    body: given,
    code: answer.headers.get('x-hotseat-code'),
    setCookie: answer.headers.get('set-cookie'),
  }
}
async function signIn(cookie?: string) {
  const { body } = await post(credentials, cookie)
  const token = body.user?.session ?? ''
  return { token, cookie: `Red60urne=${token}`, user: body.user }
}
async function native(token: string, state?: 'READY') {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  if (state !== undefined) {
    await fetch(`${url}/v1/agent/state`, { method: 'PUT', headers, body: JSON.stringify({ medium: 'voice', state }) })
  }
  const answer = await fetch(`${url}/v1/session`, { headers })
  return (await answer.json()) as { session: { id: string }; agent: { states: { state: string; reasonCode: number | null }[] } }
}
const told = async () => (await feedOf(stage.deps.store)).map(({ kind }) => kind).filter((kind) => kind.startsWith('session.'))
const drops = async () => (await told()).filter((kind) => kind === 'session.dropped').length
/** Lets time pass as a server would, second by second where something may be due. */
async function pass(ms: number) {
  stage.clock.advance(ms)
  await stage.tick.run()
}

describe('a client of the REST calls alone', () => {
  test('[PX10] [CP4] who has just signed in is there, and stays as long as the cookie is asked about each minute', async () => {
    const { cookie, user } = await signIn()
    for (let minute = 0; minute < 5; minute++) {
      await pass(leaseMs - 1)
      const answer = await post({}, cookie)
      expect(answer).toMatchObject({ status: 200, setCookie: null })
      expect(answer.body).toEqual({ result: 'success', user })
    }
    expect(await told()).toEqual(['session.started', 'session.connected'])
  })

  test('[PX10] without credentials nobody is signed in: no cookie is bad input, a dead one is nobody’s', async () => {
    for (const half of [{}, { username: 'agent01' }, { password: demoPassword }]) {
      expect(await post(half)).toMatchObject({ status: 400, body: fail })
    }
    for (const dead of ['Red60urne=demo.nothing', 'Red60urne=']) {
      expect((await post({}, dead)).body).toEqual(fail)
    }
    expect(await post({}, 'Red60urne=demo.nothing')).toMatchObject({ status: 200, code: 'session.missing' })
    expect(await told()).toEqual([])
  })

  test('[PX11] a silent one is dropped, lost and at last signed out; the cookie gives the work back as long as the session lives', async () => {
    const { token, cookie } = await signIn()
    await native(token, 'READY')
    await pass(leaseMs)
    await expect.poll(drops).toBe(1)
    await pass(31_000)
    expect((await native(token)).agent.states[0]).toMatchObject({ state: 'NOT_READY', reasonCode: 50_001 })
    expect((await post({}, cookie)).body.result).toBe('success')
    expect((await native(token)).agent.states[0]).toMatchObject({ state: 'READY', reasonCode: null })
    await pass(leaseMs)
    await expect.poll(drops).toBe(2)
    await pass(3_601_000)
    expect((await post({}, cookie)).body).toEqual(fail)
    expect(await told()).toContain('session.ended')
  })

  test('[PX11] [PX3] a sign-in with the cookie goes on in the session, and in the work that silence had taken', async () => {
    const first = await signIn()
    const { session } = await native(first.token, 'READY')
    await pass(leaseMs)
    await expect.poll(drops).toBe(1)
    await pass(31_000)
    const second = await signIn(first.cookie)
    const now = await native(second.token)
    expect(now.session.id).toBe(session.id)
    expect(now.agent.states[0]).toMatchObject({ state: 'READY' })
    // The one before is no sign of anybody’s life any more.
    expect((await post({}, first.cookie)).body).toEqual(fail)
  })

  test('[PX11] [SO17] a sign of life is no doing of a person’s: after the idle limit they sign in again', async () => {
    const { cookie } = await signIn()
    for (let minute = 0; minute < 4 * 60; minute++) await post({}, cookie).then(() => pass(leaseMs - 1))
    await pass(1_000)
    expect((await post({}, cookie)).body).toEqual(fail)
  })

  test('[CP4] a socket takes the lease’s place: it closes, and the session is dropped at once', async () => {
    const { token } = await signIn()
    const feed = openFeed(url, {})
    await new Promise((resolve) => feed.socket.once('open', resolve))
    feed.socket.send(JSON.stringify({ type: 'auth', accessToken: token }))
    expect((await feed.next())?.type).toBe('hello')
    await pass(leaseMs)
    expect(await drops()).toBe(0)
    feed.socket.close()
    await expect.poll(drops).toBe(1)
    expect((await told()).filter((kind) => kind === 'session.connected')).toHaveLength(1)
  })
})
