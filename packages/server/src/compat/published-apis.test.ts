import type { InjectOptions } from 'fastify'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createPlain } from '../../test/plain-adapter.ts'
import { createStage, feedOf } from '../../test/stage.ts'
import { demoPassword } from '../demo/seed-demo.ts'
import { createHandlers } from '../handlers.ts'
import { createTestNode, ownOrigin, type TestNode } from '../http/test-node.ts'
import { createMemoryStore, type MemoryStore } from '../store/memory/create-memory-store.ts'
import { StoreUnavailable } from '../store/store-unavailable.ts'

let stage: Awaited<ReturnType<typeof createStage>>
let store: MemoryStore
let rig: TestNode
beforeEach(async () => {
  store = createMemoryStore()
  stage = await createStage({ store })
  rig = await createTestNode({ handlers: createHandlers(stage.deps), deps: stage.deps, adapters: [createPlain] })
})
afterEach(() => rig.node.close())

async function ask(request: InjectOptions) {
  const answer = await rig.node.app.inject(request)
  return { status: answer.statusCode, body: answer.json() }
}
async function signIn(username: string): Promise<string> {
  const payload = { tenant: 'demo', username, password: demoPassword }
  const { status, body } = await ask({ method: 'POST', url: '/plain/sign-in', payload })
  expect({ status, body }).toMatchObject({ status: 200, body: { token: expect.any(String) } })
  return body.token
}
const act = (token: string, name: string, payload?: object) =>
  ask({ method: 'POST', url: `/plain/do/${name}`, headers: { 'x-plain-token': token }, ...(payload && { payload }) })
const tables = () => store.snapshot().tables
const native = async (token: string) =>
  (await ask({ method: 'GET', url: '/v1/session', headers: { authorization: `Bearer ${token}` } })).body

describe('an adapter’s call', () => {
  test('[CP1] what one API did, the others and the floor see', async () => {
    const token = await signIn('agent01')
    const states = async () => (await native(token)).agent.states[0].state
    expect(await states()).toBe('NOT_READY')
    expect((await act(token, 'setState', { medium: 'voice', state: 'READY' })).status).toBe(200)
    expect(await states()).toBe('READY')
    const supervisor = stage.browser()
    await supervisor.signIn('supervisor01')
    const { agents } = await supervisor.get('floor')
    const seen = agents.find(({ username }) => username === 'agent01')
    expect(seen?.states).toMatchObject([{ medium: 'voice', state: 'READY' }, {}])
  })

  test('[CP1] a role that may not is refused and told of, as on the native API', async () => {
    const token = await signIn('agent01')
    expect(await act(token, 'floor')).toEqual({ status: 403, body: { fault: 'permission.denied', fields: [] } })
    const told = (await feedOf(store)).filter(({ kind }) => kind === 'access.denied')
    expect(told).toMatchObject([{ userId: 'u-agent01', data: { what: 'GET /v1/floor' } }])
  })

  test('[CP1] [MF4] who must still set up a second factor can do nothing else', async () => {
    const needed = { level: 'tenant', key: 'security.secondFactor', value: 'administrators', locked: false }
    await store.tenant('demo').transact(async (tx) => tx.put('preferences', { ...needed, changedAt: 2, changedBy: null }))
    const token = await signIn('admin01')
    expect(await act(token, 'users')).toMatchObject({ status: 403, body: { fault: 'session.enrolSecondFactor' } })
    expect((await act(token, 'session')).status).toBe(200)
  })

  test('[CP1] [CP5] what fits the vendor’s schema but not ours is refused, and changes nothing', async () => {
    const token = await signIn('agent01')
    const before = tables()
    expect(await act(token, 'setState', { medium: 7, state: 'READY' })).toEqual({
      status: 400,
      body: { fault: 'request.invalid', fields: ['medium'] },
    })
    expect(tables()).toEqual(before)
  })

  test('[CP3] the native cookie opens nothing, whatever else the request says', async () => {
    const page = await rig.signIn({ user: 'agent02' })
    expect((await ask({ method: 'GET', url: '/v1/session', headers: page.headers })).status).toBe(200)
    expect(await ask({ method: 'POST', url: '/plain/do/session', headers: page.headers })).toMatchObject({
      status: 401,
      body: { fault: 'session.missing' },
    })
    const payload = { tenant: 'demo', username: 'agent01', password: demoPassword }
    const headers = { ...page.headers, origin: ownOrigin }
    const answer = await rig.node.app.inject({ method: 'POST', url: '/plain/sign-in', headers, payload })
    expect(answer.statusCode).toBe(200)
    // The page’s own session and cookie are as before.
    expect(answer.headers['set-cookie']).toBeUndefined()
    expect((await ask({ method: 'GET', url: '/v1/session', headers: page.headers })).body.user.username).toBe('agent02')
  })

  test('[CP3] a token lives as long as its session, and dies with it', async () => {
    const token = await signIn('agent01')
    // A native bearer client has five minutes and a key to renew by; this one has neither.
    stage.clock.advance(6 * 60_000)
    expect((await act(token, 'session')).status).toBe(200)
    const other = await signIn('supervisor01')
    expect((await act(token, 'signOut', {})).status).toBe(200)
    expect(await act(token, 'session')).toMatchObject({ status: 401 })
    stage.clock.advance(24 * 3_600_000)
    expect((await act(other, 'session')).status).toBe(401)
  })
})

describe('what goes wrong', () => {
  const json = { 'content-type': 'application/json' }
  const cases: [string, InjectOptions, number, string][] = [
    ['an unknown address', { method: 'GET', url: '/plain/nowhere' }, 404, 'request.notFound'],
    ['the bare prefix', { method: 'GET', url: '/plain' }, 404, 'request.notFound'],
    ['another method', { method: 'GET', url: '/plain/sign-in' }, 405, 'request.method'],
    ['a method that nobody serves', { method: 'PATCH', url: '/plain/sign-in' }, 405, 'request.method'],
    ['a method that nobody serves, at an unknown address', { method: 'PATCH', url: '/plain/nowhere' }, 405, 'request.method'],
    ['text that is no JSON', { method: 'POST', url: '/plain/sign-in', headers: json, payload: '{' }, 400, 'request.malformed'],
    [
      'another kind of body',
      { method: 'POST', url: '/plain/sign-in', headers: { 'content-type': 'text/plain' }, payload: 'x' },
      415,
      'request.mediaType',
    ],
    ['no body', { method: 'POST', url: '/plain/sign-in' }, 400, 'request.invalid'],
    ['a body that does not fit', { method: 'POST', url: '/plain/sign-in', payload: { tenant: 1 } }, 400, 'request.invalid'],
    [
      'a body that is too large',
      { method: 'POST', url: '/plain/sign-in', payload: { x: 'x'.repeat(70_000) } },
      413,
      'request.tooLarge',
    ],
    ['a path that cannot be read', { method: 'GET', url: '/plain/%zz' }, 400, 'request.malformed'],
    [
      'another method hidden in a header',
      { method: 'POST', url: '/plain/sign-in', headers: { 'x-http-method-override': 'PUT' }, payload: {} },
      400,
      'request.malformed',
    ],
  ]
  test.each(cases)('[CP5] is told in the API’s own shape: %s', async (_name, request, status, fault) => {
    const before = tables()
    expect(await ask(request)).toMatchObject({ status, body: { fault } })
    expect(tables()).toEqual(before)
  })

  test('[CP5] also when the store is away', async () => {
    const away = async () => {
      throw new StoreUnavailable('away')
    }
    const broken = await createTestNode({ handlers: { signIn: away }, adapters: [createPlain] })
    const payload = { tenant: 'demo', username: 'agent01', password: demoPassword }
    const answer = await broken.node.app.inject({ method: 'POST', url: '/plain/sign-in', payload })
    expect([answer.statusCode, answer.json()]).toEqual([503, { fault: 'store.unavailable', fields: [] }])
    await broken.node.close()
  })

  test('[CP16] [S-12] a route that is not on the lockout’s list cannot look at a password', async () => {
    const token = await signIn('agent01')
    const before = tables()
    const guess = await act(token, 'changePassword', { current: 'a wrong one', next: 'another horse and another battery' })
    expect(guess).toEqual({ status: 500, body: { fault: 'server.internal', fields: [] } })
    expect(tables()).toEqual(before)
  })

  test('[CP5] what is next to the prefix is not the adapter’s', async () => {
    const { body } = await ask({ method: 'GET', url: '/plainly.js' })
    expect(body).toMatchObject({ code: 'request.notFound' })
  })
})
