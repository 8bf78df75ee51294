import { type ConformanceCase, Deviation } from './case.ts'
import { expectAnswer, expectMembers, expectSame, member } from './expect.ts'
import { post, signIn } from './ipcortex-wire.ts'

const failed = { result: 'fail' }
const companyForm = /^[a-zA-Z0-9_]{1,32}$/

/** The REST calls. */
export const ipcortexRest: readonly ConformanceCase[] = [
  {
    name: 'a sign-in answers with the user and a new cookie',
    source: 'public',
    look: async (target) => {
      const [account] = target.agents
      const wire = await signIn(target, account)
      expectAnswer('POST /rest/auth/', wire.login, 200, { result: 'success' })
      const user = member(wire.login.body, 'user')
      expectMembers('user', user, ['id', 'login', 'name', 'company', 'home', 'session', 'perms'])
      expectSame('login', account.username, member(user, 'login'))
      expectSame('a company id', true, companyForm.test(String(member(user, 'company'))))
      expectSame('type of perms', 'object', typeof member(user, 'perms'))
      if (wire.cookie === '') throw new Deviation('Set-Cookie', 'Red60urne=…', wire.login.headers.getSetCookie())
      await wire.logout()
    },
  },
  {
    name: 'an unknown user and a wrong password fail alike',
    source: 'public',
    look: async (target) => {
      const [account] = target.agents
      const wrong = await signIn(target, { ...account, password: `not ${account.password}` })
      const unknown = await signIn(target, { ...account, username: 'nobody-of-this-name' })
      expectSame('a wrong password', failed, wrong.login.body)
      expectSame('an unknown user', failed, unknown.login.body)
      expectSame('their statuses', wrong.login.status, unknown.login.status)
      expectSame('a cookie', '', wrong.cookie)
    },
  },
  {
    name: 'the sixth wrong password of a name is told as the first is, and keeps nobody else out',
    source: 'ours',
    look: async (target) => {
      // A name that nobody has: the accounts of this run stay as they were.
      const who = { ...target.agents[0], username: `nobody-${crypto.randomUUID()}`, password: 'certainly not this one' }
      const first = await signIn(target, who)
      for (let each = 0; each < 4; each++) await signIn(target, who)
      const sixth = await signIn(target, who)
      expectSame('the first', failed, first.login.body)
      expectSame('the sixth', [first.login.status, failed], [sixth.login.status, sixth.login.body])
      expectSame('Retry-After', true, Number(sixth.login.headers.get('retry-after')) > 200)
      const other = await signIn(target, target.agents[0])
      expectAnswer('somebody else', other.login, 200, { result: 'success' })
      await other.logout()
    },
  },
  {
    name: 'the cookie without credentials says who is signed in, and does so as long as somebody is',
    source: 'ours',
    look: async (target) => {
      const wire = await signIn(target, target.agents[0])
      const ask = (cookie?: string) => post(target, '', { auth: { type: 'auth' } }, cookie)
      const answer = await ask(wire.cookie)
      expectAnswer('with the cookie', answer, 200, { result: 'success' })
      expectSame('the user', member(wire.login.body, 'user'), member(answer.body, 'user'))
      expectAnswer('without', await ask(), 400, failed)
      await wire.logout()
      expectSame('after the logout', failed, (await ask(wire.cookie)).body)
    },
  },
  {
    name: 'a cookie that is passed says which session the sign-in affects',
    source: 'public',
    look: async (target) => {
      const [account, other] = target.agents
      const first = await signIn(target, account)
      const second = await signIn(target, other, first.cookie)
      expectAnswer('the second sign-in', second.login, 200, { result: 'success' })
      expectSame('login', other.username, member(second.login.body, 'user', 'login'))
      const holder = second.cookie === '' ? first : second
      expectAnswer('logout', await holder.logout(), 200, { result: 'success' })
    },
  },
  {
    name: 'sessions without a cookie are apart',
    source: 'public',
    look: async (target) => {
      const [one, other] = [await signIn(target, target.agents[0]), await signIn(target, target.agents[1])]
      expectSame('two cookies', false, one.cookie === other.cookie)
      expectAnswer('logout of one', await one.logout(), 200, { result: 'success' })
      expectAnswer('logout of the other', await other.logout(), 200, { result: 'success' })
    },
  },
  {
    name: 'a logout needs the cookie of a live session',
    source: 'ours',
    look: async (target) => {
      const wire = await signIn(target, target.agents[0])
      expectAnswer('logout', await wire.logout(), 200, { result: 'success' })
      expectSame('a second logout', failed, (await wire.logout()).body)
      expectSame('a logout without a cookie', failed, (await post(target, 'logout', { auth: { type: 'auth' } })).body)
    },
  },
  {
    name: 'the cookie is out of reach of scripts and other sites',
    source: 'ours',
    look: async (target) => {
      const wire = await signIn(target, target.agents[0])
      const [cookie = ''] = wire.login.headers.getSetCookie()
      expectSame('HttpOnly', true, /;\s*HttpOnly/i.test(cookie))
      expectSame('SameSite=Strict', true, /;\s*SameSite=Strict/i.test(cookie))
      await wire.logout()
    },
  },
  {
    name: 'bad input fails with a 4xx',
    source: 'ours',
    look: async (target) => {
      const bad = [{}, { auth: {} }, { auth: { type: 'auth' } }, { auth: { type: 'auth', username: 7, password: 'x' } }, [], 'x']
      for (const body of bad) {
        const answer = await post(target, '', body)
        expectAnswer(JSON.stringify(body), answer, 400, failed)
      }
    },
  },
]
