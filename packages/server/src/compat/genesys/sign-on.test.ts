import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { basicOf, createGenesysStage, type GenesysStage } from '../../../test/genesys-client.ts'
import { feedOf } from '../../../test/stage.ts'
import { csrfTokenOf } from './csrf.ts'

const denied = { statusCode: 20, statusMessage: 'Access denied' }
const wrong = 'certainly not this one'
let stage: GenesysStage
beforeEach(async () => {
  stage = await createGenesysStage()
})
afterEach(() => stage.close())

const kinds = async () => (await feedOf(stage.deps.store)).map(({ kind }) => kind)
const live = async (userId: string) => stage.deps.store.tenant('demo').find('sessions', { where: { userId, endedAt: null } })

describe('who calls', () => {
  test('[GW1] [GW2] [S-07] nobody, a dead cookie, a wrong password, an unknown name and nonsense are told the same', async () => {
    const client = stage.client()
    const headers = [
      {},
      { cookie: 'JSESSIONID=demo.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' },
      { cookie: 'JSESSIONID=x; JSESSIONID=y' },
      { authorization: basicOf('agent01', wrong) },
      { authorization: basicOf('nobody-of-that-name', wrong) },
      { authorization: basicOf('elsewhere\\agent01', wrong) },
      { authorization: basicOf('agent01', '') },
      { authorization: basicOf('agent01', 'x'.repeat(1_025)) },
      { authorization: basicOf('agent\0', wrong) },
      { authorization: 'Basic !!!' },
      { authorization: `Basic ${Buffer.from([0x61, 0x3a, 0xff, 0xfe]).toString('base64')}` },
      { authorization: 'Bearer demo.x' },
      { authorization: 'Basic' },
    ]
    for (const each of headers) {
      const { status, body } = await client.call('GET', '/me', { headers: each })
      expect([each, status, body]).toEqual([each, 403, denied])
    }
    expect(client.cookie).toBeNull()
    expect(await live('u-agent01')).toEqual([])
  })

  test('[GW3] [GW70] a name and a password give the user, a cookie and a token', async () => {
    const client = stage.client()
    const { status, body, headers } = await client.signIn('agent01')
    expect(status).toBe(200)
    expect(body).toMatchObject({
      statusCode: 0,
      user: {
        ...{ id: 'u-agent01', userName: 'agent01', firstName: 'Amara', lastName: 'Okafor', enabled: true },
        ...{ emailAddress: 'agent01@example.org', roles: ['ROLE_AGENT'], changePasswordOnFirstLogin: false },
        ...{ contactCenterId: 'demo', path: '/users/u-agent01', uri: `${stage.url}/api/v2/users/u-agent01` },
      },
    })
    expect(headers.get('set-cookie')).toMatch(/^JSESSIONID=demo\.[\w-]{43}; Path=\/api\/v2; HttpOnly; SameSite=Strict$/)
    expect(headers.get('x-csrf-header')).toBe('X-CSRF-TOKEN')
    expect(headers.get('x-csrf-token')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect((await client.call('GET', '/me/')).body.user.userName).toBe('agent01')
  })

  test('[GW3] [CP2] the name may say the tenant', async () => {
    for (const name of ['acme\\wile01', 'wile01@acme'])
      expect((await stage.client().signIn(name)).body.user.contactCenterId).toBe('acme')
    expect((await stage.client().signIn('wile01')).body).toEqual(denied)
  })

  test('[GW4] an agent who has just signed in sits nowhere and works on nothing yet', async () => {
    const seated = stage.browser()
    await seated.signIn('agent02', { extension: '5001' })
    const client = await stage.signedIn('agent01')
    const { devices, channels } = (await client.call('GET', '/me?subresources=*')).body.user
    expect(devices.map((each: { deviceState: string }) => each.deviceState)).toEqual(['Inactive', 'Inactive'])
    expect(channels.map((each: { userState: { state: string } }) => each.userState.state)).toEqual(['LoggedOut', 'LoggedOut'])
    expect((await seated.call('session')).ok).toBe(true)
  })

  test('[GW4] [SO31] who works in another application works here, too, as they were', async () => {
    const desk = stage.browser()
    await desk.signIn('agent01')
    await desk.get('setState', { body: { medium: 'voice', state: 'READY' } })
    const client = await stage.signedIn('agent01')
    const { channels, devices } = (await client.call('GET', '/me?subresources=channels,devices')).body.user
    expect(channels[0]).toMatchObject({ channel: 'voice', userState: { state: 'Ready' } })
    expect(devices[0]).toMatchObject({ deviceState: 'Active', phoneNumber: '5001' })
    expect((await desk.call('session')).ok).toBe(true)
    expect((await live('u-agent01')).length).toBe(2)
  })

  test('[GW70] only what is asked for of the subresources comes', async () => {
    const client = await stage.signedIn('agent01')
    const parts = async (query: string) => {
      const { user } = (await client.call('GET', `/me${query}`)).body
      return ['devices', 'features', 'channels', 'settings'].filter((name) => name in user)
    }
    expect(await parts('')).toEqual(['devices', 'features'])
    expect(await parts('?subresources=features,devices,channels')).toEqual(['devices', 'features', 'channels'])
    expect(await parts('?subresources=channels')).toEqual(['channels'])
    expect(await parts('?subresources=*')).toEqual(['devices', 'features', 'channels', 'settings'])
    expect(await parts('?subresources=nonsense')).toEqual([])
    expect((await client.call('GET', '/me?subresources=a&subresources=b')).status).toBe(400)
  })

  test('[GW71] the other roles sign in, too, and start nothing', async () => {
    const client = await stage.signedIn('supervisor01')
    const { user } = (await client.call('GET', '/me?subresources=*')).body
    expect(user).toMatchObject({ roles: ['ROLE_SUPERVISOR'], devices: [] })
    expect(await client.start()).toMatchObject({ status: 403, body: { statusCode: 5 } })
    expect(await client.operate('/me', 'Ready')).toMatchObject({ status: 403, body: { statusCode: 5 } })
  })
})

describe('cookie and password', () => {
  test('[GW10] beside the live cookie of the same person the password is not looked at, right or wrong', async () => {
    const client = await stage.signedIn('agent01')
    const before = stage.verifications()
    const events = (await kinds()).length
    for (const password of [undefined, wrong])
      for (const name of ['agent01', 'AGENT01', 'agent01@demo'])
        expect((await client.call('GET', '/me', { basic: basicOf(name, password) })).status).toBe(200)
    expect(stage.verifications()).toBe(before)
    expect((await kinds()).length).toBe(events)
  })

  test.each(['agent01', 'supervisor01'])(
    '[GW11] [SO28] %s without a cookie jar has one session, whatever is called',
    async (name) => {
      const ids = new Set<string>()
      for (const path of ['/me', '/me/devices', '/me/channels', '/me/channels/voice', '/me']) {
        const { status } = await stage.client().call('GET', path, { basic: basicOf(name) })
        expect(status).toBe(200)
        for (const { id } of await live(`u-${name}`)) ids.add(id)
      }
      expect(ids.size).toBe(1)
      expect(await kinds()).not.toContain('session.ended')
      expect(stage.verifications()).toBe(5)
    },
  )

  test('[GW11] parallel calls by password all come in, in one session', async () => {
    const calls = Array.from({ length: 20 }, () => stage.client().signIn('agent01'))
    expect((await Promise.all(calls)).map(({ status }) => status)).toEqual(calls.map(() => 200))
    expect((await live('u-agent01')).length).toBe(1)
  })

  test('[GW12] the password of somebody else signs that one in, and ends what the cookie named', async () => {
    const client = await stage.signedIn('agent01')
    expect((await client.signIn('agent02', wrong)).body).toEqual(denied)
    expect((await live('u-agent01')).length).toBe(1)
    expect((await client.signIn('agent02')).body.user.userName).toBe('agent02')
    expect(await live('u-agent01')).toEqual([])
    expect((await client.call('GET', '/me')).body.user.userName).toBe('agent02')
  })

  test.each([
    ['GET', '/me', undefined],
    ['POST', '/me', { operationName: 'EndContactCenterSession' }],
    ['GET', '/me/devices', undefined],
    ['GET', '/me/channels', undefined],
    ['GET', '/me/channels/voice', undefined],
    ['POST', '/me/channels/voice', { operationName: 'Ready' }],
    ['GET', '/notifications', undefined],
  ])('[GW13] [S-10] [S-12] five wrong ones by %s %s block, and five are looked at', async (method, path, body) => {
    const guess = (password?: string) =>
      stage.client().call(method, path, { basic: basicOf('agent01', password), ...(body && { body }) })
    const working = await stage.signedIn('agent01')
    const before = stage.verifications()
    const answers = await Promise.all(Array.from({ length: 30 }, () => guess(wrong)))
    expect(stage.verifications() - before).toBe(5)
    expect(answers.filter(({ status }) => status === 403).map((answer) => answer.body)).toEqual(Array(5).fill(denied))
    const blocked = await guess()
    expect(blocked).toMatchObject({ status: 429, body: { statusCode: 3, statusMessage: expect.stringContaining('Too many') } })
    expect(Number(blocked.headers.get('retry-after'))).toBe(300)
    expect(stage.verifications() - before).toBe(5)
    // Who works is not disturbed (S-13), with the password beside the cookie or without.
    expect((await working.call('GET', '/me', { basic: basicOf('agent01') })).status).toBe(200)
    stage.clock.advance(300_000)
    expect((await stage.client().signIn('agent01')).status).toBe(200)
  })

  test('[GW15] [S-31] a write by cookie needs the token of this very session', async () => {
    const client = await stage.signedIn('agent01', ['voice'])
    const other = await stage.signedIn('agent02', ['voice'])
    const missing = { statusCode: 3, statusMessage: 'Missing or invalid Csrf token' }
    const ready = { body: { operationName: 'Ready' } }
    for (const token of [null, '', 'x', other.token, csrfTokenOf(stage.deps.secrets, 'demo.x')])
      for (const path of ['/me', '/me/channels/voice'])
        expect(await client.call('POST', path, { ...ready, token })).toMatchObject({ status: 403, body: missing })
    // The password does not stand in for it.
    expect((await client.call('POST', '/me', { ...ready, token: null, basic: basicOf('agent01') })).body).toEqual(missing)
    expect((await client.call('GET', '/me/channels/voice')).body.channel.userState.state).toBe('NotReady')
    expect((await client.call('POST', '/me/channels/voice', ready)).body).toEqual({ statusCode: 0 })
  })

  test('[GW15] a write by password alone needs none, and brings one', async () => {
    const client = stage.client()
    const body = { operationName: 'StartContactCenterSession', channels: ['voice'] }
    expect(await client.call('POST', '/me', { body, basic: basicOf('agent01') })).toMatchObject({ body: { statusCode: 0 } })
    expect((await client.operate('/me/channels/voice', 'Ready')).body).toEqual({ statusCode: 0 })
  })

  test('[GW16] [S-30] a write by cookie that names no origin needs the token before anything else', async () => {
    const client = await stage.signedIn('agent01', ['voice'])
    const ask = (token: string | null) =>
      fetch(`${stage.url}/api/v2/me/channels/voice`, {
        method: 'POST',
        headers: {
          ...{ cookie: client.cookie ?? '', 'content-type': 'application/json' },
          ...(token !== null && { 'x-csrf-token': token }),
        },
        body: '{"operationName":"Ready"}',
      })
    expect((await ask(null)).status).toBe(403)
    expect((await ask('00000000-0000-8000-8000-000000000000')).status).toBe(403)
    expect((await ask(client.token)).status).toBe(200)
  })

  test('[GW15] [GW16] [GW11] a client without an origin: the token counts, and beside a dead cookie the password', async () => {
    const client = await stage.signedIn('agent01', ['voice'])
    const { cookie, token } = client
    const ask = async (headers: Record<string, string>) => {
      const body = '{"operationName":"NotReady"}'
      const given = { 'content-type': 'application/json', cookie: cookie ?? '', ...headers }
      const answer = await fetch(`${stage.url}/api/v2/me/channels/voice`, { method: 'POST', headers: given, body })
      return [answer.status, ((await answer.json()) as { statusMessage?: string }).statusMessage]
    }
    const invalid = [403, 'Missing or invalid Csrf token']
    expect(await ask({})).toEqual(invalid)
    expect(await ask({ authorization: basicOf('agent01') })).toEqual(invalid)
    expect(await ask({ authorization: basicOf('agent02') })).toEqual(invalid)
    expect(await ask({ 'x-csrf-token': token ?? '' })).toEqual([200, undefined])
    await client.operate('/me', 'EndContactCenterSession')
    const before = stage.verifications()
    expect(await ask({ 'x-csrf-token': token ?? '' })).toEqual([403, 'Access denied'])
    expect(await ask({ authorization: basicOf('agent01', wrong) })).toEqual([403, 'Access denied'])
    // Signed in, but on no channel yet.
    expect((await ask({ authorization: basicOf('agent01') }))[0]).toBe(409)
    expect(stage.verifications() - before).toBe(2)
  })

  test('[GW26] [CP1] signing out ends the session for all, and the cookie', async () => {
    const client = await stage.signedIn('agent01', ['voice'])
    const { cookie } = client
    const answer = await client.operate('/me', 'EndContactCenterSession')
    expect([answer.status, answer.body]).toEqual([200, { statusCode: 0 }])
    expect(answer.headers.get('set-cookie')).toMatch(/^JSESSIONID=; .*Max-Age=0$/)
    client.cookie = cookie
    expect((await client.call('GET', '/me')).body).toEqual(denied)
    expect((await kinds()).slice(-2)).toEqual(['session.ended', 'agent.signedOut'])
  })

  test('[GW26] the password alone signs out, too: no session is left', async () => {
    await stage.signedIn('agent01', ['voice'])
    const client = stage.client()
    const body = { operationName: 'EndContactCenterSession' }
    expect((await client.call('POST', '/me', { body, basic: basicOf('agent01') })).body).toEqual({ statusCode: 0 })
    expect(client.cookie).toBeNull()
    expect(await live('u-agent01')).toEqual([])
  })
})
