import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type AmeyoStage, createAmeyoStage } from '../../../test/ameyo-client.ts'
import { codeAt } from '../../../test/one-time-codes.ts'
import { documentOf } from '../../../test/stage.ts'
import { demoPassword } from '../../demo/seed-demo.ts'

let stage: AmeyoStage
beforeEach(async () => {
  stage = await createAmeyoStage()
})
afterEach(() => stage.close())

const unauthenticated = { message: 'invalid.authentication.token', code: 909_090 }
const overSession = { message: null, code: 99_999, info: 'invalid.session.id' }
const runtimes = 'cc/userCCRuntimes'

describe('signing in', () => {
  test('[AM1] the echo answers everybody and is kept by no cache', async () => {
    const { status, body, headers } = await stage.client().call('GET', 'echo', undefined, {})
    expect([status, body, headers.get('cache-control')]).toEqual([200, { status: 'ok', time: stage.clock.now() }, 'no-store'])
  })

  test('[AM2] the answer has every member that clients read', async () => {
    const client = stage.client()
    const { status, body } = await client.login('agent01', { requestId: 'r1', clientType: 'web', clientVersion: '5.1' })
    const before = { userId: 'agent01', userName: 'Amara Okafor', publicIp: null, clientType: null, clientVersion: null }
    expect([status, body]).toEqual([
      200,
      {
        requestId: 'r1',
        contactCenterId: 'demo',
        userSessionInfo: {
          userId: 'agent01',
          terminalInfo: '5001',
          sessionId: client.sessionId,
          loginTime: stage.clock.now(),
          userType: 'Executive',
          lastLoginInfo: {
            ...before,
            lastLoginTime: null,
            lastLogoutTime: null,
            sessionId: null,
            localIp: null,
            browserInfo: null,
          },
          publicIp: '127.0.0.1',
          clientType: 'web',
          clientVersion: '5.1',
          browserInfo: expect.any(String),
          authenticationPolicy: null,
          userName: 'Amara Okafor',
          rootUser: false,
        },
        authenticationState: {
          userId: 'agent01',
          authPolicyVsUserAuthState: {},
          authPolicyVsUserInfo: {
            'auth.type.passwd': {
              userId: 'agent01',
              sessionId: client.sessionId,
              properties: {
                passwordStateDetail: { reason: null, passwordValid: true, warnUser: false, shouldChangePassword: false },
              },
              loginProperties: {
                jwt: client.jwt,
                jwtTokenExpiryMs: String(12 * 3_600_000),
                contact_center_id: 'demo',
                isSingleDomain: 'true',
              },
            },
          },
        },
        configurations: {},
      },
    ])
    await client.call('POST', 'session/userLogout', { sessionId: client.sessionId, reason: 'done' })
    const again = await client.login('agent01')
    expect(again.body.userSessionInfo.lastLoginInfo).toMatchObject({
      ...{ sessionId: body.userSessionInfo.sessionId, lastLoginTime: stage.clock.now(), lastLogoutTime: stage.clock.now() },
      localIp: '127.0.0.1',
    })
  })

  test.each([
    ['agent01', 'demo', 'Executive'],
    ['agent11', 'demo', 'Professional Agent'],
    ['supervisor01', 'demo', 'Supervisor'],
    ['analyst01', 'demo', 'Analyst'],
    ['admin01', 'demo', 'Administrator'],
    ['uam01', 'demo', 'User Access Manager'],
    ['consultant01', 'acme', 'Executive'],
  ])('[AM2] %s of %s is of type %s', async (userId, domain, userType) => {
    const { body } = await stage.client().login(userId, { domain })
    expect(body.userSessionInfo.userType).toBe(userType)
  })

  test('[AM2] [CP2] without a domain the name says the tenant, else it is the default one', async () => {
    for (const [userId, tenant] of [
      ['acme\\wile01', 'acme'],
      ['road01@acme', 'acme'],
      ['agent01', 'demo'],
    ]) {
      const { body } = await stage.client().login(userId ?? '', { domain: null })
      expect(body.contactCenterId).toBe(tenant)
    }
  })

  test('[AM3] [S-07] who is unknown, where, or by which password: one and the same answer', async () => {
    const tries = [
      ['agent01', { token: 'not this one' }],
      ['nobody', {}],
      ['agent01', { domain: 'acme' }],
      ['agent01', { domain: 'nowhere' }],
      ['nobody', { domain: '' }],
    ] as const
    const answers = await Promise.all(tries.map(([userId, more]) => stage.client().login(userId, more)))
    const info = 'User name or password is wrong.'
    for (const { status, body } of answers)
      expect([status, body]).toEqual([401, { message: 'invalid.credentials', code: 401, info, status: 401 }])
  })

  test('[AM3] [S-12] five wrong passwords block the account for all APIs; whoever is signed in works on', async () => {
    const working = await stage.signedIn('agent01')
    for (let n = 0; n < 5; n++) expect((await stage.client().login('agent01', { token: 'wrong' })).status).toBe(401)
    const blocked = await stage.client().login('agent01', { forceLogin: true })
    expect([blocked.status, blocked.body.message]).toEqual([429, 'user.account.locked'])
    expect(blocked.headers.get('retry-after')).toBe('300')
    expect(await stage.browser({ device: null }).signIn('agent01')).toMatchObject({ refusal: { code: 'signIn.blocked' } })
    expect((await working.call('GET', runtimes)).status).toBe(200)
    stage.clock.advance(5 * 60_000)
    expect((await stage.client().login('agent01', { forceLogin: true })).status).toBe(200)
  })

  test('[AM4] the token counts with Bearer and without, and only with its session', async () => {
    const client = await stage.signedIn('agent01')
    const other = await stage.signedIn('agent02')
    const ask = async (headers: Record<string, string>) => {
      const { status, body } = await client.call('GET', runtimes, undefined, headers)
      return status === 200 ? 200 : [status, body]
    }
    const { sessionId, jwt } = client
    expect(await ask({ sessionId, authorization: jwt })).toBe(200)
    expect(await ask({ sessionId, authorization: `Bearer ${jwt}` })).toBe(200)
    expect(await ask({})).toEqual([401, unauthenticated])
    expect(await ask({ sessionId })).toEqual([401, unauthenticated])
    expect(await ask({ sessionId, authorization: 'x' })).toEqual([401, unauthenticated])
    expect(await ask({ sessionId, authorization: `${jwt.slice(0, -4)}AAAA` })).toEqual([401, unauthenticated])
    expect(await ask({ authorization: jwt })).toEqual([403, overSession])
    expect(await ask({ sessionId: other.sessionId, authorization: jwt })).toEqual([403, overSession])
    const body = { sessionId: other.sessionId, reason: 'x' }
    expect((await client.call('POST', 'session/userLogout', body)).body).toEqual(overSession)
    expect(await ask({ sessionId, authorization: jwt })).toBe(200)
    stage.clock.advance(13 * 3_600_000)
    expect(await ask({ sessionId, authorization: jwt })).toEqual([401, unauthenticated])
  })

  test.each(['agent01', 'supervisor01'])('[AM5] [SO29] %s elsewhere: 409, and forced the old session ends', async (userId) => {
    const client = stage.client()
    expect((await client.login(userId)).status).toBe(200)
    const second = stage.client()
    expect((await second.login(userId)).body).toEqual({
      message: 'user.already.logged.in',
      code: 409,
      info: 'You are signed in somewhere else.',
      status: 409,
    })
    expect((await client.call('GET', runtimes)).status).toBe(200)
    expect((await second.login(userId, { forceLogin: true })).status).toBe(200)
    expect((await client.call('GET', runtimes)).body).toEqual(overSession)
  })

  test.each(['agent01', 'supervisor01'])('[AM5] [SO31] the desk of %s is another application: both go on', async (userId) => {
    const browser = stage.browser()
    documentOf(await browser.signIn(userId))
    const client = stage.client()
    expect((await client.login(userId)).status).toBe(200)
    expect((await client.call('GET', runtimes)).status).toBe(200)
    expect((await browser.call('session')).ok).toBe(true)
  })

  test('[AM4] who calls is looked at before what they send', async () => {
    const { status, body } = await stage.client().call('POST', 'session/keepAliveWithPingPush', {})
    expect([status, body.message, body.code]).toEqual([401, 'invalid.authentication.token', 909_090])
  })

  test('[AM5] a forced sign-in goes on in state, campaign and extension', async () => {
    const browser = stage.browser()
    documentOf(await browser.signIn('agent01', { extension: '5009', campaigns: ['outbound-sales'] }))
    await browser.get('setState', { body: { medium: 'voice', state: 'READY' } })
    stage.clock.advance(5_000)
    const client = await stage.signedIn('agent01', { forceLogin: true })
    const [own] = (await client.call('GET', runtimes)).body
    expect(own).toMatchObject({ statusDescription: 'Available', terminalInfo: '5009', readyBreakTime: stage.clock.now() - 5_000 })
    expect((await stage.deps.store.tenant('demo').get('agents', { userId: 'u-agent01' }))?.agent.campaigns).toEqual([
      'outbound-sales',
    ])
  })

  test('[AM22] another host’s page may not call, and the native cookie counts for nothing', async () => {
    const client = stage.client()
    const login = { userId: 'agent01', token: demoPassword, domain: 'demo' }
    const headers = { origin: 'https://elsewhere.example' }
    expect((await client.call('POST', 'userLogin/login', login, headers)).status).toBe(403)
    const page = stage.browser()
    documentOf(await page.signIn('agent01'))
    expect((await client.call('GET', runtimes, undefined, { cookie: `hotseat=${page.cookie}` })).body).toEqual(unauthenticated)
  })

  test('[AM23] who must still set up a second factor may only sign out', async () => {
    const admin = await stage.signedIn('admin01')
    await stage.deps.store.tenant('demo').transact(async (tx) => {
      const key = { level: 'tenant', key: 'security.secondFactor', value: 'administrators', locked: false }
      tx.put('preferences', { ...key, changedAt: 2, changedBy: null })
      await tx.emit(
        { kind: 'preference.changed', userId: null, data: { ...key, previous: 'off' } },
        { at: stage.clock.now(), by: null },
      )
    })
    await expect.poll(async () => (await admin.call('GET', runtimes)).body.message).toBe('session.enrolSecondFactor')
    for (const path of ['session/keepAliveWithPingPush', 'pushes']) {
      expect((await admin.call('POST', path, { sessionId: admin.sessionId })).status).toBe(403)
    }
    expect((await admin.call('POST', 'session/userLogout', { sessionId: admin.sessionId })).status).toBe(200)
  })
})

test('[AM23] a one-time code goes along as a property', async () => {
  const desk = stage.browser()
  documentOf(await desk.signIn('supervisor01'))
  const { secret } = await desk.get('enrolSecondFactor')
  await desk.get('confirmSecondFactor', { body: { oneTimeCode: codeAt(secret, stage.clock.now()) } })
  stage.clock.advance(30_000)
  const login = async (properties?: object) => {
    const { status, body } = await stage.client().login('supervisor01', { properties })
    return [status, body.message]
  }
  expect(await login()).toEqual([401, 'one.time.code.required'])
  const wrong = String((Number(codeAt(secret, stage.clock.now())) + 1) % 1_000_000).padStart(6, '0')
  expect(await login({ oneTimeCode: wrong })).toEqual([401, 'one.time.code.invalid'])
  expect(await login({ oneTimeCode: codeAt(secret, stage.clock.now()) })).toEqual([200, undefined])
})
