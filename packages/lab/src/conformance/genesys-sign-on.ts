import type { ConformanceCase } from './case.ts'
import { expectAnswer, expectMembers, expectSame, member } from './expect.ts'
import { ask, basicOf, end, expectFailure, ready, signIn, start, withSession } from './genesys-wire.ts'

const denied = { statusCode: 20, statusMessage: 'Access denied' }
const noToken = { statusCode: 3, statusMessage: 'Missing or invalid Csrf token' }
const listOf = (text: string | null) => (text ?? '').split(',').map((word) => word.trim().toLowerCase())

/** Signing in and out, the cookie, the CSRF token, and pages of other origins. */
export const genesysSignOn: readonly ConformanceCase[] = [
  {
    name: 'without credentials the answer is 403, access denied',
    source: 'public',
    look: async (target) => expectAnswer('GET /me', await ask(target, 'GET', '/me'), 403, denied),
  },
  {
    name: 'Basic and Origin sign in',
    source: 'seed',
    look: async (target) => {
      const [account] = target.agents
      await withSession(target, account, async ({ login }) => {
        expectSame('userName', account.username, member(login.body, 'user', 'userName'))
      })
    },
  },
  {
    name: 'the user has every member',
    source: 'public',
    look: async (target) =>
      withSession(target, target.agents[0], async (wire) => {
        const user = member(wire.login.body, 'user')
        expectMembers('user', user, [
          ...['id', 'userName', 'firstName', 'lastName', 'emailAddress', 'roles', 'enabled', 'devices', 'features'],
          ...['changePasswordOnFirstLogin', 'contactCenterId', 'uri', 'path'],
        ])
        expectSame('roles', ['ROLE_AGENT'], member(user, 'roles'))
        const [device] = member(user, 'devices') as unknown[]
        expectMembers('device', device, [
          ...['id', 'deviceState', 'phoneNumber', 'description', 'e164Number', 'telephonyNetwork', 'doNotDisturb'],
          ...['voiceEnvironmentUri', 'capabilities', 'channels'],
        ])
      }),
  },
  {
    name: 'subresources selects',
    source: 'public',
    look: async (target) =>
      withSession(target, target.agents[0], async (wire) => {
        const { body } = await wire.get('/me?subresources=channels')
        expectMembers('user', member(body, 'user'), ['channels'])
        expectSame('devices', undefined, member(body, 'user', 'devices'))
        const all = await wire.get('/me?subresources=*')
        expectMembers('user', member(all.body, 'user'), ['features', 'devices', 'channels'])
      }),
  },
  {
    name: 'an unknown user and a wrong password are answered alike',
    source: 'ours',
    look: async (target) => {
      for (const username of [target.agents[0].username, `nobody-${crypto.randomUUID()}`]) {
        const answer = await ask(target, 'GET', '/me', { headers: basicOf({ username, password: 'certainly not this one' }) })
        expectAnswer('GET /me', answer, 403, denied)
      }
      // The right one clears what the wrong one counted.
      await withSession(target, target.agents[0], async () => undefined)
    },
  },
  {
    name: 'the fifth wrong password blocks, whoever is named',
    source: 'ours',
    look: async (target) => {
      const who = { username: `nobody-${crypto.randomUUID()}`, password: 'certainly not this one' }
      for (let each = 0; each < 5; each++)
        expectAnswer('a wrong password', await ask(target, 'GET', '/me', { headers: basicOf(who) }), 403, denied)
      const sixth = await ask(target, 'GET', '/me', { headers: basicOf(who) })
      expectFailure('the sixth', sixth, 429, 3)
      expectSame('Retry-After', true, Number(sixth.headers.get('retry-after')) > 200)
    },
  },
  {
    name: 'the cookie JSESSIONID is the session, and no script can read it',
    source: 'ours',
    look: async (target) =>
      withSession(target, target.agents[0], async (wire) => {
        const [cookie = ''] = wire.login.headers.getSetCookie()
        expectSame('its name', 'JSESSIONID', cookie.split('=')[0])
        expectSame('HttpOnly', true, /;\s*HttpOnly/i.test(cookie))
        expectAnswer('GET /me', await wire.get('/me'), 200, { statusCode: 0 })
      }),
  },
  {
    name: 'beside a live cookie the password opens no other session',
    source: 'ours',
    look: async (target) => {
      const [account] = target.agents
      await withSession(target, account, async (wire) => {
        const before = wire.cookie()
        expectAnswer('GET /me', await wire.get('/me', basicOf(account)), 200, { statusCode: 0 })
        expectSame('the cookie', before, wire.cookie())
      })
    },
  },
  {
    name: 'X-Support-CSRFP brings the pair of headers, and so does every GET',
    source: 'seed',
    look: async (target) => {
      const wire = await signIn(target, target.agents[0], { 'x-support-csrfp': 'True' })
      expectSame('X-CSRF-HEADER', 'x-csrf-token', wire.login.headers.get('x-csrf-header')?.toLowerCase())
      const token = wire.login.headers.get('x-csrf-token')
      expectSame('a UUID', true, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(token ?? ''))
      const again = await wire.get('/me')
      expectSame('the same as long as the session lives', token, again.headers.get('x-csrf-token'))
      await wire.operate('/me', end)
    },
  },
  {
    name: 'a POST without the token, or with another, is 403',
    source: 'public',
    look: async (target) =>
      withSession(target, target.agents[0], async (wire) => {
        await wire.operate('/me', start('voice'))
        for (const token of [null, crypto.randomUUID()])
          for (const path of ['/me', '/me/channels/voice'])
            expectAnswer(`POST ${path}`, await wire.operate(path, ready, { token }), 403, noToken)
        expectAnswer('with it', await wire.operate('/me/channels/voice', ready), 200, { statusCode: 0 })
      }),
  },
  {
    name: 'who calls is looked at before the body is',
    source: 'ours',
    look: async (target) =>
      withSession(target, target.agents[0], async (wire) => {
        for (const body of [{}, { operationName: 7 }, []]) {
          expectAnswer('a POST of nobody', await ask(target, 'POST', '/me', { body }), 403, denied)
          expectAnswer('a POST without the token', await wire.operate('/me', body, { token: null }), 403, noToken)
        }
      }),
  },
  {
    name: 'signing out by cookie wants the token, and ends the session',
    source: 'seed',
    look: async (target) => {
      const wire = await signIn(target, target.agents[0], { 'x-support-csrfp': 'True' })
      const cookie = wire.cookie()
      expectSame('without', 403, (await wire.operate('/me', end, { token: null })).status)
      expectAnswer('with', await wire.operate('/me', end), 200, { statusCode: 0 })
      expectAnswer('GET /me', await ask(target, 'GET', '/me', { headers: { cookie } }), 403, denied)
    },
  },
  {
    name: 'signing out by Basic needs no cookie',
    source: 'seed',
    look: async (target) => {
      const [account] = target.agents
      const wire = await signIn(target, account)
      const answer = await ask(target, 'POST', '/me', { body: end, headers: basicOf(account) })
      expectAnswer('POST /me', answer, 200, { statusCode: 0 })
      expectAnswer('GET /me', await wire.get('/me'), 403, denied)
    },
  },
  {
    name: 'the preflight is 200 with the CORS headers',
    source: 'seed',
    look: async (target) => {
      const answer = await ask(target, 'OPTIONS', '/me', { headers: { 'access-control-request-method': 'GET' } })
      expectSame('status', 200, answer.status)
      expectSame('allowed origin', target.url, answer.headers.get('access-control-allow-origin'))
      expectSame('credentials', 'true', answer.headers.get('access-control-allow-credentials'))
    },
  },
  {
    name: 'the preflight names the methods, is kept for 120 s, and the token is exposed',
    source: 'public',
    look: async (target) => {
      const { headers } = await ask(target, 'OPTIONS', '/me', { headers: { 'access-control-request-method': 'GET' } })
      const methods = ['get', 'post', 'put', 'delete', 'options']
      expectSame('methods', methods, listOf(headers.get('access-control-allow-methods')))
      expectSame('max age', '120', headers.get('access-control-max-age'))
      const { headers: read } = await ask(target, 'GET', '/me')
      const exposed = listOf(read.get('access-control-expose-headers'))
      expectSame('exposed', ['x-csrf-header', 'x-csrf-token'], exposed.slice(0, 2))
    },
  },
  {
    name: 'an origin on no list is told nothing',
    source: 'public',
    look: async (target) => {
      for (const origin of ['https://evil.test', 'null', '*']) {
        const { headers } = await ask(target, 'OPTIONS', '/me', { headers: { origin, 'access-control-request-method': 'GET' } })
        expectSame(`allowed origin for ${origin}`, null, headers.get('access-control-allow-origin'))
      }
    },
  },
]
