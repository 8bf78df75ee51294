import type { ConformanceCase } from './case.ts'
import { expectSame } from './expect.ts'
import { loadLibrary, nobody, rejects, whoOf, withLibrary } from './ipcortex-bare.ts'
import { post } from './ipcortex-wire.ts'

/** The live feed of the page-side library, and its errors as far as a client can bring them about. */
export const ipcortexFeed: readonly ConformanceCase[] = [
  {
    name: 'startFeed resolves, pauses and stops; before a login it is error 3',
    source: 'public',
    look: async (target) => {
      const early = await loadLibrary(target)
      const errors: unknown[] = []
      const errorCB = (errno: unknown) => errors.push(errno)
      expectSame('before a login', true, await rejects(early.startFeed({ errorCB })))
      expectSame('its number', [3], errors)
      await withLibrary(target, target.agents[0], async (pbx) => {
        const told: unknown[] = []
        await pbx.startFeed({ device: true, presence: true, pingtime: 30, maxWSRetryTime: null, errorCB })
        await pbx.pauseFeed()
        await pbx.startFeed()
        await pbx.stopFeed()
        await pbx.startFeed((...given: unknown[]) => told.push(given.length), errorCB, { device: true })
        expectSame('parameters of the callback', [0], told)
        await pbx.httpStopReuse()
        await pbx.stopFeed()
        expectSame('errors', [3], errors)
      })
    },
  },
  {
    name: 'a session that is ended from elsewhere is error 2 of the feed',
    source: 'public',
    look: async (target) => {
      const [{ username, password }] = target.agents
      const pbx = await loadLibrary(target)
      const tokens: string[] = []
      await pbx.Auth.login({ username, password, tokenCB: (given: object) => tokens.push(...Object.keys(given)) })
      const errno = await new Promise<unknown>((resolve) => {
        const logOutElsewhere = () => post(target, 'logout', { auth: { type: 'auth' } }, `Red60urne=${tokens[0]}`)
        pbx.startFeed(logOutElsewhere, resolve, {}).catch(resolve)
      })
      expectSame('errno', 2, errno)
      expectSame('nobody is signed in', nobody, whoOf(pbx))
    },
  },
  {
    name: 'the callback form tells error 3 before a login, too, and begins after it',
    source: 'public',
    look: async (target) => {
      const pbx = await loadLibrary(target)
      const [{ username, password }] = target.agents
      const told: unknown[] = []
      const start = () =>
        pbx.startFeed(
          () => told.push('started'),
          (errno: unknown, text: unknown) => told.push([errno, typeof text]),
          {},
        )
      await start().catch(() => undefined)
      expectSame('before a login', [[3, 'string']], told)
      await pbx.Auth.login({ username, password })
      await start()
      expectSame('after it', [[3, 'string'], 'started'], told)
      await pbx.Auth.logout()
    },
  },
  {
    name: 'every option that is published is taken, up to its bounds',
    source: 'public',
    look: async (target) =>
      withLibrary(target, target.agents[0], async (pbx) => {
        const errors: unknown[] = []
        const errorCB = (errno: unknown) => errors.push(errno)
        const parts = { device: true, deviceMin: true, mailbox: true, queue: true, presence: true }
        for (const options of [
          { pingtime: 10 },
          { pingtime: 999 },
          { maxWSRetryTime: 0 },
          { maxWSRetryTime: null },
          parts,
          null,
        ]) {
          await pbx.startFeed({ ...options, errorCB })
          await pbx.stopFeed()
        }
        expectSame('errors', [], errors)
      }),
  },
  {
    name: 'logout() stops the feed, and is no error of it',
    source: 'seed',
    look: async (target) => {
      const [{ username, password }] = target.agents
      const pbx = await loadLibrary(target)
      await pbx.Auth.login({ username, password })
      const errors: unknown[] = []
      await pbx.startFeed({ errorCB: (errno: unknown) => errors.push(errno) })
      await pbx.Auth.logout()
      expectSame('errors', [], errors)
      expectSame('startFeed() afterwards', true, await rejects(pbx.startFeed()))
      expectSame('nobody is signed in', nobody, whoOf(pbx))
    },
  },
  {
    name: 'a logout is error 2 of another program’s feed in the same session',
    source: 'public',
    look: async (target) => {
      const [{ username, password }] = target.agents
      const [first, second] = [await loadLibrary(target), await loadLibrary(target)]
      const tokens: string[] = []
      await first.Auth.login({ username, password, tokenCB: (given: object) => tokens.push(...Object.keys(given)) })
      await second.Auth.login({ token: tokens })
      const errno = await new Promise<unknown>((resolve) => {
        second.startFeed(() => first.Auth.logout(), resolve, {}).catch(resolve)
      })
      expectSame('errno', 2, errno)
      expectSame('nobody is signed in', nobody, whoOf(second))
    },
  },
]
