import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type AmeyoStage, createAmeyoStage } from '../../../test/ameyo-client.ts'
import { codeAt } from '../../../test/one-time-codes.ts'
import { documentOf, feedOf } from '../../../test/stage.ts'
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
    const browser = stage.browser()
    documentOf(await browser.signIn(userId))
    const client = stage.client()
    expect((await client.login(userId)).body).toEqual({
      message: 'user.already.logged.in',
      code: 409,
      info: 'You are signed in somewhere else.',
      status: 409,
    })
    expect((await browser.call('session')).ok).toBe(true)
    expect((await client.login(userId, { forceLogin: true })).status).toBe(200)
    expect((await browser.call('session')).ok).toBe(false)
    const second = stage.client()
    expect((await second.login(userId)).status).toBe(409)
    expect((await second.login(userId, { forceLogin: true })).status).toBe(200)
    expect((await client.call('GET', runtimes)).body).toEqual(overSession)
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

describe('sessions', () => {
  test('[AM6] a sign-out ends the session, with the reason if it is one of the list', async () => {
    for (const [reason, reasonCode] of [
      ['28', 28],
      [27, 27],
      ['end of shift', 28],
      ['the tab was closed', null],
      [undefined, null],
    ]) {
      const client = await stage.signedIn('agent01')
      const { sessionId } = client
      expect((await client.call('POST', 'session/userLogout', { sessionId, reason })).status).toBe(200)
      expect((await client.call('GET', runtimes)).body).toEqual(overSession)
      const told = (await feedOf(stage.deps.store)).findLast(({ kind }) => kind === 'agent.signedOut')
      expect(told?.data).toEqual({ reasonCode })
    }
  })

  test('[AM7] a token is renewed for oneself while the session lives', async () => {
    const client = await stage.signedIn('agent01')
    stage.clock.advance(1_000)
    expect((await client.call('POST', 'session/refreshToken', { userId: 'agent02' })).status).toBe(403)
    const { jwtToken } = (await client.call('POST', 'session/refreshToken', { userId: 'AGENT01' })).body
    expect(jwtToken).not.toBe(client.jwt)
    const headers = { sessionId: client.sessionId, authorization: jwtToken }
    expect((await client.call('GET', runtimes, undefined, headers)).status).toBe(200)
    await client.call('POST', 'session/userLogout', { sessionId: client.sessionId })
    expect((await client.call('POST', 'session/refreshToken', { userId: 'agent01' }, headers)).body).toEqual(overSession)
  })

  test('[AM8] all sessions of a user are ended by who manages users, of an agent by who acts on the floor, one’s own by oneself', async () => {
    const end = async (by: string, userId: string) => {
      const client = await stage.signedIn(by, { forceLogin: true })
      return (await client.call('POST', 'session/terminateAllSessionsForUser', { userId, reason: 'test' })).status
    }
    const isLive = async (userId: string) => {
      const rows = await stage.deps.store.tenant('demo').find('sessions', { where: { userId: `u-${userId}`, endedAt: null } })
      return rows.length > 0
    }
    for (const [by, userId, status] of [
      ['agent02', 'agent01', 403],
      ['analyst01', 'agent01', 403],
      ['supervisor01', 'agent01', 200],
      ['uam01', 'agent01', 200],
      ['admin01', 'supervisor01', 200],
      ['agent01', 'agent01', 200],
      ['admin01', 'nobody', 404],
      ['agent02', 'nobody', 403],
    ] as const) {
      if (userId !== 'nobody') await stage.signedIn(userId, { forceLogin: true })
      expect(await end(by, userId), `${by} ends ${userId}`).toBe(status)
      if (userId !== 'nobody') expect(await isLive(userId)).toBe(status !== 200)
    }
  })

  test('[AM9] a new password ends every session of every API', async () => {
    const client = await stage.signedIn('supervisor01')
    const change = (body: object) => client.call('POST', 'session/changePassword', body)
    const newPassword = 'another long enough one'
    const wrong = await change({ oldPassword: 'wrong', newPassword })
    expect([wrong.status, wrong.body.message]).toEqual([403, 'invalid.current.password'])
    expect((await change({ oldPassword: demoPassword, newPassword: 'short' })).body.message).toBe('password.length')
    expect((await change({ userId: 'agent01', oldPassword: demoPassword, newPassword })).status).toBe(403)
    const native = stage.browser()
    documentOf(await native.signIn('supervisor01'))
    expect((await change({ userId: 'supervisor01', oldPassword: demoPassword, newPassword })).status).toBe(200)
    expect((await client.call('GET', runtimes)).body).toEqual(overSession)
    expect((await native.call('session')).ok).toBe(false)
    expect((await stage.client().login('supervisor01')).status).toBe(401)
    expect((await stage.client().login('supervisor01', { token: newPassword })).status).toBe(200)
  })

  test('[AM9] [S-12] a wrong current password counts like a wrong sign-in', async () => {
    const client = await stage.signedIn('agent01')
    const body = { oldPassword: 'wrong', newPassword: 'another long enough one' }
    for (let n = 0; n < 5; n++) await client.call('POST', 'session/changePassword', body)
    expect((await client.call('POST', 'session/changePassword', { ...body, oldPassword: demoPassword })).status).toBe(429)
    expect((await stage.client().login('agent01')).status).toBe(429)
  })

  test('[AM10] the number of failures is the user’s own, and an administrator sees everybody’s', async () => {
    const agent = await stage.signedIn('agent01')
    const admin = await stage.signedIn('admin01')
    const ask = async (who: typeof agent, userId?: string) =>
      (await who.call('GET', `session/getMaxPingFailureCountForUser${userId ? `?userId=${userId}` : ''}`)).body
    expect(await ask(agent, 'agent01')).toEqual({ userId: 'agent01', maxPingFailureCount: 3 })
    const native = stage.browser()
    documentOf(await native.signIn('admin01'))
    const params = { level: 'user:u-agent01', key: 'continuity.maxPingFailures' }
    await native.get('setPreference', { params, body: { value: 7 } })
    expect(await ask(agent)).toEqual({ userId: 'agent01', maxPingFailureCount: 7 })
    expect(await ask(admin, 'agent01')).toEqual({ userId: 'agent01', maxPingFailureCount: 7 })
    expect(await ask(admin, 'agent02')).toEqual({ userId: 'agent02', maxPingFailureCount: 3 })
    expect(await ask(agent, 'agent02')).toMatchObject({ status: 403 })
    expect(await ask(admin, 'nobody')).toMatchObject({ status: 404 })
  })
})
