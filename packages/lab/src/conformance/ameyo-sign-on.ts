import { ask, signIn, withSession } from './ameyo-wire.ts'
import { type ConformanceCase, Deviation } from './case.ts'
import { expectAnswer, expectMembers, expectSame, member, rowsOf } from './expect.ts'

const overSession = { message: null, code: 99_999, info: 'invalid.session.id' }
const unauthenticated = { message: 'invalid.authentication.token', code: 909_090 }
const userTypes = ['Administrator', 'Supervisor', 'Executive', 'Professional Agent', 'Analyst', 'User Access Manager']

/** Signing in and out, and what a session is. */
export const ameyoSignOn: readonly ConformanceCase[] = [
  {
    name: 'echo answers 200 without credentials',
    source: 'seed',
    look: async ({ url }) => expectAnswer('GET echo', await ask(url, 'GET', 'echo'), 200),
  },
  {
    name: 'echo is kept by no cache and tells the time',
    source: 'ours',
    look: async ({ url }) => {
      const { body, headers } = await ask(url, 'GET', 'echo')
      expectSame('Cache-Control', 'no-store', headers.get('cache-control'))
      expectSame('status', 'ok', member(body, 'status'))
      expectSame('type of time', 'number', typeof member(body, 'time'))
    },
  },
  {
    name: 'a sign-in answers with every member',
    source: 'public',
    look: async (target) => {
      const [account] = target.agents
      const wire = await signIn(target, account, { requestId: 'conformance-1' })
      expectAnswer('login', wire.login, 200, { requestId: 'conformance-1' })
      const { body } = wire.login
      expectMembers('the answer', body, ['contactCenterId', 'userSessionInfo', 'authenticationState', 'configurations'])
      const info = member(body, 'userSessionInfo')
      expectMembers('userSessionInfo', info, [
        ...['userId', 'terminalInfo', 'sessionId', 'loginTime', 'userType', 'lastLoginInfo', 'publicIp', 'clientType'],
        ...['clientVersion', 'browserInfo', 'authenticationPolicy', 'userName', 'rootUser'],
      ])
      expectMembers('lastLoginInfo', member(info, 'lastLoginInfo'), [
        ...['userId', 'userName', 'lastLoginTime', 'lastLogoutTime', 'sessionId', 'localIp', 'publicIp', 'clientType'],
        ...['clientVersion', 'browserInfo'],
      ])
      expectSame('userId', account.username, member(info, 'userId'))
      expectSame('a known userType', true, userTypes.includes(String(member(info, 'userType'))))
      const password = member(body, 'authenticationState', 'authPolicyVsUserInfo', 'auth.type.passwd')
      expectSame('one session id', member(info, 'sessionId'), member(password, 'sessionId'))
      expectMembers('passwordStateDetail', member(password, 'properties', 'passwordStateDetail'), [
        ...['reason', 'passwordValid', 'warnUser', 'shouldChangePassword'],
      ])
      expectMembers('loginProperties', member(password, 'loginProperties'), [
        ...['jwt', 'jwtTokenExpiryMs', 'contact_center_id', 'isSingleDomain'],
      ])
      await wire.logout()
    },
  },
  {
    name: 'an unknown user and a wrong password are answered alike',
    source: 'public',
    look: async (target) => {
      const [account] = target.agents
      const wrong = await signIn(target, { ...account, password: `not ${account.password}` })
      const unknown = await signIn(target, { ...account, username: 'nobody-of-this-name' })
      expectSame('a wrong password', 401, wrong.login.status)
      expectSame('an unknown user', 401, unknown.login.status)
      expectSame('its body', wrong.login.body, unknown.login.body)
    },
  },
  {
    name: 'five wrong passwords in a row lock, whoever is named',
    source: 'ours',
    look: async (target) => {
      // A name that nobody has is locked as a user is, and leaves every account as it was.
      const nobody = { ...target.agents[0], username: `nobody-${crypto.randomUUID()}`, password: 'certainly not this one' }
      for (let each = 1; each <= 5; each++)
        expectSame(`wrong password ${each} of 5`, 401, (await signIn(target, nobody)).login.status)
      const { login } = await signIn(target, nobody)
      expectAnswer('the sixth in a row', login, 429, { message: 'user.account.locked', code: 429, status: 429 })
      const seconds = Number(login.headers.get('retry-after'))
      expectSame('nearly five minutes in Retry-After', true, seconds > 200 && seconds <= 300)
    },
  },
  {
    name: 'a second sign-in of the same user is a conflict',
    source: 'ours',
    look: async (target) =>
      withSession(target, target.agents[0], async (first) => {
        const second = await signIn(target, target.agents[0], { forceLogin: false })
        expectAnswer('login', second.login, 409, { message: 'user.already.logged.in', code: 409, status: 409 })
        expectAnswer('the first session goes on', await first.call('GET', 'cc/userCCRuntimes'), 200)
      }),
  },
  {
    name: 'a forced sign-in ends the other session',
    source: 'seed',
    look: async (target) => {
      const first = await signIn(target, target.agents[0])
      await withSession(target, target.agents[0], async () =>
        expectAnswer('the first session', await first.call('GET', 'cc/userCCRuntimes'), 403, overSession),
      )
    },
  },
  {
    name: 'the token counts with Bearer and without',
    source: 'public',
    look: async (target) =>
      withSession(target, target.agents[0], async ({ call, sessionId, jwt }) => {
        for (const authorization of [jwt, `Bearer ${jwt}`]) {
          const answer = await call('GET', 'cc/userCCRuntimes', undefined, { sessionId, authorization })
          expectAnswer(authorization.slice(0, 6), answer, 200)
        }
      }),
  },
  {
    name: 'without a token: 401, with another session: 403',
    source: 'public',
    look: async (target) =>
      withSession(target, target.agents[0], async ({ call, sessionId, jwt }) => {
        const path = 'cc/userCCRuntimes'
        expectAnswer('no headers', await call('GET', path, undefined, {}), 401, unauthenticated)
        expectAnswer('no token', await call('GET', path, undefined, { sessionId }), 401, unauthenticated)
        const other = { sessionId: `${sessionId}x`, authorization: jwt }
        expectAnswer('another session', await call('GET', path, undefined, other), 403, overSession)
      }),
  },
  {
    name: 'another method is not allowed',
    source: 'public',
    look: async ({ url }) => {
      const answer = await ask(url, 'DELETE', 'userLogin/login')
      expectAnswer('DELETE userLogin/login', answer, 405, { message: 'method.not.allowed' })
    },
  },
  {
    name: 'a keep-alive is answered',
    source: 'public',
    look: async (target) =>
      withSession(target, target.agents[0], async ({ call, sessionId }) =>
        expectAnswer('keep-alive', await call('POST', 'session/keepAliveWithPingPush', { sessionId }), 200, { sessionId }),
      ),
  },
  {
    name: 'a renewed token is as good',
    source: 'public',
    look: async (target) =>
      withSession(target, target.agents[0], async ({ call, sessionId }) => {
        const renewed = await call('POST', 'session/refreshToken', { userId: target.agents[0].username })
        const authorization = member(renewed.body, 'jwtToken')
        if (typeof authorization !== 'string') throw new Deviation('refreshToken', { jwtToken: 'text' }, renewed.body)
        const headers = { sessionId, authorization }
        expectAnswer('a call with it', await call('GET', 'cc/userCCRuntimes', undefined, headers), 200)
      }),
  },
  {
    name: 'a session is over after its sign-out',
    source: 'public',
    look: async (target) => {
      const wire = await signIn(target, target.agents[0])
      expectAnswer('userLogout', await wire.logout(), 200)
      expectAnswer('a call after it', await wire.call('GET', 'cc/userCCRuntimes'), 403, overSession)
    },
  },
  {
    name: 'an administrator ends a user’s sessions, an agent does not',
    source: 'public',
    look: async (target) => {
      const [first, second] = target.agents
      const agent = await signIn(target, first)
      const body = { userId: first.username, reason: 'conformance' }
      await withSession(target, second, async ({ call }) =>
        expectSame('by an agent', 403, (await call('POST', 'session/terminateAllSessionsForUser', body)).status),
      )
      await withSession(target, target.administrator, async ({ call }) =>
        expectAnswer('by an administrator', await call('POST', 'session/terminateAllSessionsForUser', body), 200),
      )
      expectAnswer('the session', await agent.call('GET', 'cc/userCCRuntimes'), 403, overSession)
    },
  },
  {
    name: 'a password is not changed without the old one',
    source: 'ours',
    look: async (target) =>
      withSession(target, target.agents[0], async ({ call }) => {
        const body = { oldPassword: 'certainly not this one', newPassword: 'a new and long enough password' }
        const { status } = await call('POST', 'session/changePassword', body)
        expectSame('refused', true, status === 401 || status === 403)
        expectAnswer('the session goes on', await call('GET', 'cc/userCCRuntimes'), 200)
      }),
  },
  {
    name: 'bad input is refused in the error’s shape',
    source: 'ours',
    look: async ({ url }) => {
      for (const body of [{}, [], { userId: 1, token: 2 }, { userId: 'a', token: '' }]) {
        const answer = await ask(url, 'POST', 'userLogin/login', body)
        expectSame('status', 400, answer.status)
        expectMembers('the body', answer.body, ['message', 'code', 'info', 'status'])
      }
    },
  },
  {
    name: 'an agent’s list of runtimes has every member',
    source: 'public',
    look: async (target) =>
      withSession(target, target.agents[0], async ({ call, sessionId }) => {
        const rows = rowsOf('userCCRuntimes', await call('GET', 'cc/userCCRuntimes'))
        const own = rows.find((row) => member(row, 'sessionId') === sessionId)
        expectMembers('the row', own, [
          ...['userId', 'sessionId', 'isOnBreak', 'isOnAuto', 'statusDescription', 'terminalInfo', 'startTime'],
          ...['readyBreakTime', 'autoChangeTime', 'workingMode', 'thresholdBreach', 'thresholdParameterBreached'],
        ])
      }),
  },
]
