import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fitting, mostly } from '../../../test/fitting.ts'
import { createStage, documentOf, feedOf } from '../../../test/stage.ts'
import { createTestDevice } from '../../../test/test-device.ts'
import { demoPassword } from '../../demo/seed-demo.ts'
import { createHandlers } from '../../handlers.ts'
import { createTestNode, type TestNode } from '../../http/test-node.ts'
import { SignInBody, SignOutBody } from './auth-body.ts'
import { createIpcortexLibrary } from './create-ipcortex-library.ts'
import { createIpcortexRest } from './create-ipcortex-rest.ts'

let stage: Awaited<ReturnType<typeof createStage>>
let rig: TestNode
let url: string
beforeEach(async () => {
  stage = await createStage()
  const adapters = [createIpcortexRest, createIpcortexLibrary]
  rig = await createTestNode({ handlers: createHandlers(stage.deps), deps: stage.deps, adapters, env: { HOTSEAT_PORT: '0' } })
  url = (await rig.node.start()).url
})
afterEach(() => rig.node.close())

type Answer = { status: number; body: unknown; cookie: string | null; headers: Headers }

async function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const answer = await fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: text,
  })
  const cookie = answer.headers.get('set-cookie')
  return { status: answer.status, body: await answer.json(), cookie, headers: answer.headers }
}
const signIn = (username: string, headers = {}, password = demoPassword) =>
  post('/rest/auth/', { auth: { type: 'auth', username, password } }, headers)
const signOut = (headers = {}) => post('/rest/auth/logout', { auth: { type: 'auth' } }, headers)
const holding = ({ cookie }: Answer) => ({ cookie: cookie?.split(';')[0] ?? '' })
const tokenOf = ({ body }: Answer) => (body as { user: { session: string } }).user.session
const native = async (token: string) => {
  const answer = await fetch(`${url}/v1/session`, { headers: { authorization: `Bearer ${token}` } })
  return {
    status: answer.status,
    ...((await answer.json()) as { session: { id: string }; agent: { states: { state: string }[] } }),
  }
}
const fail = { result: 'fail' }

describe('POST /rest/auth/', () => {
  test('[PX1] answers with the user, and with a cookie that no script can read', async () => {
    const answer = await signIn('agent01')
    expect(answer).toMatchObject({ status: 200 })
    expect(answer.body).toEqual({
      result: 'success',
      user: {
        id: 'u-agent01',
        login: 'agent01',
        name: 'Amara Okafor',
        company: 'demo',
        home: 'demo',
        session: expect.any(String),
        perms: { agent: 'company' },
      },
    })
    expect(answer.cookie).toBe(`Red60urne=${tokenOf(answer)}; Path=/; HttpOnly; SameSite=Strict`)
  })

  test('[PX2] whoever is unknown, wrong or blocked gets one and the same answer', async () => {
    const wrong = await signIn('agent01', {}, 'certainly not this one')
    expect([wrong.status, wrong.body, wrong.cookie]).toEqual([200, fail, null])
    expect((await signIn('nobody at all')).body).toEqual(fail)
    for (let each = 0; each < 4; each++) await signIn('agent01', {}, 'certainly not this one')
    const blocked = await signIn('agent01')
    expect([blocked.status, blocked.body]).toEqual([200, fail])
    expect(blocked.headers.get('x-hotseat-code')).toBe('signIn.blocked')
    expect(Number(blocked.headers.get('retry-after'))).toBeGreaterThan(0)
  })

  test('[PX3] with the cookie the same person goes on in the same session, by a new token', async () => {
    const first = await signIn('agent01')
    const { session } = await native(tokenOf(first))
    const second = await signIn('agent01', holding(first))
    expect((await native(tokenOf(second))).session.id).toBe(session.id)
    expect((await native(tokenOf(first))).status).toBe(401)
  })

  test('[PX3] with the cookie somebody else’s sign-in ends the session that was there; a wrong one ends nothing', async () => {
    const first = await signIn('supervisor01')
    await signIn('agent02', holding(first), 'certainly not this one')
    expect((await native(tokenOf(first))).status).toBe(200)
    const second = await signIn('agent02', holding(first))
    expect((await native(tokenOf(first))).status).toBe(401)
    expect((await native(tokenOf(second))).status).toBe(200)
  })

  test('[PX4] [SO31] an agent who works in another application works here, too, in the same state', async () => {
    const desk = stage.browser()
    documentOf(await desk.signIn('agent01'))
    await desk.get('setState', { body: { medium: 'voice', state: 'READY' } })
    const { agent } = await native(tokenOf(await signIn('demo\\agent01')))
    expect(agent.states[0]?.state).toBe('READY')
    expect((await desk.call('session')).ok).toBe(true)
  })

  test('[PX5] a token is the native API’s, too, as long as the session lives', async () => {
    const token = tokenOf(await signIn('agent01'))
    await stage.clock.advance(6 * 60_000)
    expect((await native(token)).status).toBe(200)
  })

  test('[PX5] [PX27] the one of another company, too', async () => {
    const headers = { authorization: `Bearer ${tokenOf(await signIn('consultant01'))}`, 'content-type': 'application/json' }
    const answer = await fetch(`${url}/v1/tenant`, { method: 'PUT', headers, body: '{"tenant":"acme"}' })
    const { accessToken } = (await answer.json()) as { accessToken: { value: string } }
    await stage.clock.advance(6 * 60_000)
    expect((await native(accessToken.value)).status).toBe(200)
  })
})

describe('a device that proves itself', () => {
  test('[PX12] [SI18] [S-13] comes in while strangers’ guesses block the name, if it was here before', async () => {
    const [device, other] = [createTestDevice(), createTestDevice()]
    const come = (by: typeof device, password = demoPassword) => {
      const challenge = stage.deps.challenges.issue()
      const signature = by.proveSignIn({ origin: url, tenant: '', username: 'agent04', challenge })
      const proof = { deviceKey: by.publicKey, deviceProof: { challenge, signature } }
      return post('/rest/auth/', { auth: { type: 'auth', username: 'agent04', password, ...proof } })
    }
    const first = await come(device)
    expect(first.body).toMatchObject({ result: 'success' })
    for (let each = 0; each < 5; each++) await signIn('agent04', {}, 'certainly not this one')
    for (const strange of [await signIn('agent04'), await come(other)]) {
      expect([strange.body, strange.headers.get('x-hotseat-code')]).toEqual([fail, 'signIn.blocked'])
    }
    expect((await come(device)).body).toMatchObject({ result: 'success' })
    // Its own guesses are on its own counter.
    for (let each = 0; each < 5; each++) await come(device, 'certainly not this one')
    expect((await come(device)).body).toEqual(fail)
  })

  test('[PX12] [SO21] has a session that hangs on its token all the same: another sign-in there is another session', async () => {
    const { publicKey: deviceKey } = createTestDevice()
    const come = () =>
      post('/rest/auth/', { auth: { type: 'auth', username: 'supervisor01', password: demoPassword, deviceKey } })
    const [one, other] = [tokenOf(await come()), tokenOf(await come())]
    expect([(await native(one)).status, (await native(other)).status]).toEqual([200, 200])
    expect((await native(one)).session.id).not.toBe((await native(other)).session.id)
    const rows = await stage.deps.store.tenant('demo').find('sessions')
    expect(new Set(rows.map((row) => row.deviceKey))).toEqual(new Set([null]))
  })
})

describe('POST /rest/auth/logout', () => {
  test('[PX6] ends the session of the cookie, and only that', async () => {
    const [one, other] = [await signIn('supervisor01'), await signIn('supervisor01')]
    const answer = await signOut(holding(one))
    expect([answer.status, answer.body]).toEqual([200, { result: 'success' }])
    expect(answer.cookie).toMatch(/^Red60urne=; .*Max-Age=0/)
    expect((await native(tokenOf(one))).status).toBe(401)
    expect((await native(tokenOf(other))).status).toBe(200)
    for (const headers of [holding(one), {}, { cookie: 'Red60urne=demo.nothing' }])
      expect((await signOut(headers)).body).toEqual(fail)
  })

  test('[PX7] [S-30] a page that is not ours cannot use the cookie, a program without a page can', async () => {
    const cookie = holding(await signIn('agent01'))
    for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }, { origin: 'null' }]) {
      const answer = await signOut({ ...cookie, ...headers })
      expect([answer.status, answer.body]).toEqual([403, fail])
      expect((await signIn('agent02', { ...cookie, ...headers })).status).toBe(403)
    }
    expect((await signOut({ ...cookie, origin: url })).body).toEqual({ result: 'success' })
  })
})

describe('pages of other origins', () => {
  test('[PX8] [S-32] one that the tenant lists gets a token and no cookie; the preflight says so', async () => {
    const origin = 'https://crm.example'
    const preflight = () =>
      fetch(`${url}/rest/auth/`, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } })
    expect((await preflight()).status).toBe(403)
    const admin = stage.browser()
    await admin.signIn('admin01')
    const params = { level: 'tenant', key: 'security.allowedOrigins' }
    await admin.get('setPreference', { params, body: { value: [origin] } })
    await expect.poll(async () => (await preflight()).status).toBe(204)
    const answer = await signIn('agent01', { origin })
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin)
    expect([answer.cookie, tokenOf(answer)]).toEqual([null, expect.any(String)])
    // acme does not list it.
    expect((await signIn('wile01@acme', { origin })).status).toBe(403)
  })
})

describe('bad input', () => {
  const known = { type: 'auth', username: 'agent01', password: demoPassword }
  const noPoint = { kty: 'EC', crv: 'P-256', y: 'A'.repeat(43) }
  const bad: [string, unknown, number][] = [
    ['no JSON', '{', 400],
    ['nothing', {}, 400],
    ['another type of auth', { auth: { type: 'key', username: 'agent01', password: demoPassword } }, 400],
    ['a number for a name', { auth: { type: 'auth', username: 7, password: demoPassword } }, 400],
    ['no password', { auth: { type: 'auth', username: 'agent01' } }, 400],
    ['a key that is no point of the curve', { auth: { ...known, deviceKey: { ...noPoint, x: 'A'.repeat(43) } } }, 400],
    ['a proof without a key', { auth: { ...known, deviceProof: { challenge: 'c', signature: 'A'.repeat(86) } } }, 400],
    ['a name with U+0000', { auth: { type: 'auth', username: 'a\0b', password: demoPassword } }, 400],
  ]
  test.each(bad)('[PX9] %s is told in this API’s shape and changes nothing', async (_what, body, status) => {
    const before = await feedOf(stage.deps.store)
    const answer = await post('/rest/auth/', body)
    expect([answer.status, answer.body, answer.cookie]).toEqual([status, fail, null])
    expect(await feedOf(stage.deps.store)).toEqual(before)
  })

  test('[PX9] other methods and unknown addresses', async () => {
    const ask = async (method: string, path: string) => {
      const answer = await fetch(url + path, { method })
      return [answer.status, await answer.json()]
    }
    expect(await ask('GET', '/rest/auth/')).toEqual([405, fail])
    expect(await ask('GET', '/rest/nowhere')).toEqual([404, fail])
    expect(await ask('POST', '/api/nowhere')).toEqual([404, fail])
  })

  test.each([
    ['/rest/auth/', SignInBody],
    ['/rest/auth/logout', SignOutBody],
  ])('[PX9] [S-69] [S-73] %s never answers with a 5xx, whatever it is sent', async (path, schema) => {
    await fc.assert(
      fc.asyncProperty(mostly(fitting(schema)), async (body) => {
        const answer = await post(path, body)
        expect(answer.status).toBeLessThan(500)
        if (answer.status !== 200) expect(answer.body).toEqual(fail)
      }),
      { numRuns: 60 },
    )
  })
})
