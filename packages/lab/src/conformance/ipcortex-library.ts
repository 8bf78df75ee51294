import { type ConformanceCase, Deviation } from './case.ts'
import { expectMembers, expectSame } from './expect.ts'
import { loadLibrary, nobody, rejects, whoOf, withLibrary } from './ipcortex-bare.ts'

/** The page-side library, in a bare context. */
export const ipcortexLibrary: readonly ConformanceCase[] = [
  {
    name: '/api/api.js is a whole library for a bare context',
    source: 'public',
    look: async (target) => {
      const pbx = await loadLibrary(target)
      expectMembers('IPCortex.PBX', pbx, ['startFeed', 'stopFeed', 'pauseFeed', 'httpStopReuse'])
      const calls = ['login', 'logout', 'exit', 'getSubID', 'setHost', 'setWSHost', 'rtcReset', 'setCompany'] as const
      for (const name of calls) expectSame(`type of ${name}`, 'function', typeof pbx.Auth[name])
      expectSame('id, uname, name and company before', nobody, whoOf(pbx))
    },
  },
  {
    name: '/api/wrapper.whtm is a script that calls onAPILoadReady',
    source: 'public',
    look: async ({ url }) => {
      const answer = await fetch(`${url}/api/wrapper.whtm`)
      const text = await answer.text()
      expectSame('status', 200, answer.status)
      for (const word of ['onAPILoadReady', 'api.js']) if (!text.includes(word)) throw new Deviation('the script', word, text)
    },
  },
  {
    name: 'login(options) resolves with no data, logout() with nobody signed in',
    source: 'seed',
    look: async (target) => {
      const [{ username, password }] = target.agents
      const pbx = await loadLibrary(target)
      expectSame('login', undefined, await pbx.Auth.login({ username, password }))
      expectSame('uname', username, pbx.Auth.uname)
      expectSame('none is null', false, whoOf(pbx).includes(null))
      await pbx.Auth.logout()
      expectSame('after the logout', nobody, whoOf(pbx))
    },
  },
  {
    name: 'login(callback, options) calls back with success and message',
    source: 'seed',
    look: async (target) => {
      const [{ username, password }] = target.agents
      const pbx = await loadLibrary(target)
      const told: unknown[] = []
      const callback = (success: unknown, message: unknown) => told.push(success, typeof message)
      await pbx.Auth.login(callback, { username, password: `not ${password}` })
      await pbx.Auth.login(callback, { username, password })
      expectSame('called back', [false, 'string', true, 'string'], told)
      await pbx.Auth.logout()
    },
  },
  {
    name: 'login(username, password, null, callback), the legacy form',
    source: 'public',
    look: async (target) => {
      const [{ username, password }] = target.agents
      const pbx = await loadLibrary(target)
      const told: unknown[] = []
      await pbx.Auth.login(username, password, null, (ok: unknown) => told.push(ok))
      expectSame('called back', [true], told)
      await pbx.Auth.logout()
    },
  },
  {
    name: 'a wrong password rejects',
    source: 'seed',
    look: async (target) => {
      const [{ username, password }] = target.agents
      const pbx = await loadLibrary(target)
      expectSame('rejects', true, await rejects(pbx.Auth.login({ username, password: `not ${password}` })))
      expectSame('nobody is signed in', nobody, whoOf(pbx))
    },
  },
  {
    name: 'checkonly resolves with a live session and rejects without one; login() goes on in one',
    source: 'ours',
    look: async (target) => {
      const pbx = await loadLibrary(target)
      expectSame('without one', true, await rejects(pbx.Auth.login({ checkonly: true })))
      await withLibrary(target, target.agents[0], async ({ Auth }) => {
        expectSame('with one', false, await rejects(Auth.login({ checkonly: true })))
        expectSame('login()', false, await rejects(Auth.login()))
      })
    },
  },
  {
    name: 'the keys of what tokenCB is given sign in elsewhere; notoken gives none',
    source: 'public',
    look: async (target) => {
      const [{ username, password }] = target.agents
      const [first, second] = [await loadLibrary(target), await loadLibrary(target)]
      const tokens: string[] = []
      const tokenCB = (given: object) => tokens.push(...Object.keys(given))
      await first.Auth.login({ username, password, tokenCB, notoken: true })
      expectSame('tokens with notoken', 0, tokens.length)
      await first.Auth.login({ username, password, tokenCB, nodom: true, application: 'conformance' })
      await second.Auth.login({ token: tokens, nodom: true })
      expectSame('uname', username, second.Auth.uname)
      await second.Auth.logout()
      expectSame('a token after the logout', true, await rejects(second.Auth.login({ token: tokens, nodom: true })))
    },
  },
  {
    name: 'getSubID() returns one string, however often it is called',
    source: 'seed',
    look: async (target) => {
      const { Auth } = await loadLibrary(target)
      const first = Auth.getSubID()
      expectSame('type', 'string', typeof first)
      expectSame('the second time', first, Auth.getSubID())
    },
  },
  {
    name: 'rtcReset gives the phone password up, rtcReset(true) a new one',
    source: 'seed',
    look: async (target) =>
      withLibrary(target, target.agents[0], async ({ Auth }) => {
        const [first, second] = [await Auth.rtcReset(true), await Auth.rtcReset(true)]
        expectSame('a new one each time', false, JSON.stringify(first) === JSON.stringify(second))
        await Auth.rtcReset()
      }),
  },
  {
    name: 'setCompany refuses what is no company of this user',
    source: 'seed',
    look: async (target) =>
      withLibrary(target, target.agents[0], async ({ Auth }) => {
        expectSame('another one', true, await rejects(Auth.setCompany('no_company_of_mine')))
        expectSame('no id', true, await rejects(Auth.setCompany('no company')))
        expectSame('one’s own', false, await rejects(Auth.setCompany(Auth.company)))
      }),
  },
  {
    name: 'exit({logout: true}) is the super-logout',
    source: 'seed',
    look: async (target) => {
      const [{ username, password }] = target.agents
      const pbx = await loadLibrary(target)
      await pbx.Auth.login({ username, password })
      await pbx.Auth.exit()
      expectSame('without logout', username, pbx.Auth.uname)
      await pbx.Auth.exit({ logout: true })
      expectSame('with it', nobody, whoOf(pbx))
    },
  },
  {
    name: 'exit tells which of its steps failed',
    source: 'ours',
    look: async (target) => {
      const { Auth } = await loadLibrary(target)
      const error: unknown = await Auth.exit({ logout: true }).catch((fault: unknown) => fault)
      expectMembers('the error', error, ['failed', 'steps'])
    },
  },
]
