import { beforeAll, describe, expect, test } from 'vitest'
import { buildClient } from '../build.ts'
import { openBrowser } from './browser.ts'
import { openTab, startOwnPages, type Tab, wrapperPage } from './ipcortex-page.ts'
import { demoPassword, startServer } from './real-server.ts'
import { allowOrigin, serveSite } from './site.ts'

beforeAll(() => buildClient())

const login = (username: string, more = '') =>
  `return Auth.login({ username: '${username}', password: '${demoPassword}' ${more} })`
const who = (tab: Tab) => tab.run<string | null>('return Auth.uname')
const check = (tab: Tab) => tab.run(`await Auth.login({ checkonly: true }); return 'live'`)

describe('the library in a real Chromium, on the server’s own origin', () => {
  test('[PX31] tabs share the session; a sign-out in one is one in all, and the feed says so', async () => {
    const { open } = await startOwnPages()
    const first = await open()
    await first.run(login('agent01'))
    const second = await open()
    await second.run('return Auth.login()')
    expect([await who(first), await who(second)]).toEqual(['agent01', 'agent01'])
    await second.run('window.errors = []; await PBX.startFeed({ errorCB: (errno) => window.errors.push(errno) })')
    await first.run('await PBX.setState("READY")')
    await expect.poll(() => second.run('return PBX.state')).toBe('READY')
    await first.run('return Auth.logout()')
    await expect.poll(() => second.run('return window.errors')).toEqual([2])
    expect([await who(second), await check(second)]).toEqual([null, 'signIn.none'])
  })

  test('[PX32] discrete users are apart by themselves, and each tab keeps its own through a reload and kill -9', async () => {
    const { server, open } = await startOwnPages()
    const [first, second] = [await open(), await open()]
    await first.run(login('agent01'))
    await second.run(login('agent02'))
    expect([await who(first), await who(second)]).toEqual(['agent01', 'agent02'])
    for (const tab of [first, second]) await tab.reload()
    for (const tab of [first, second]) expect(await check(tab)).toBe('live')
    expect([await who(first), await who(second)]).toEqual(['agent01', 'agent02'])
    await server.kill()
    await server.startAgain()
    for (const tab of [first, second]) await expect.poll(() => tab.run('await PBX.startFeed()')).toBeUndefined()
    expect([await who(first), await who(second)]).toEqual(['agent01', 'agent02'])
    // One’s sign-out is not the other’s; a new tab then finds who is left.
    await second.run('return Auth.logout()')
    expect(await check(first)).toBe('live')
    const third = await open()
    expect([await check(third), await who(third)]).toEqual(['live', 'agent01'])
  })

  test('[PX33] [S-26] a tab with a sub-ID is apart from all others, keeps it through a reload, and its duplicate gets none of it', async () => {
    const { context, url, open } = await startOwnPages()
    const first = await open()
    const label = await first.run<string>('return Auth.getSubID()')
    expect(await first.run('return Auth.getSubID()')).toBe(label)
    await first.run(login('agent03'))
    const second = await open()
    expect(await check(second)).toBe('signIn.none')
    await second.run(`Auth.getSubID(); ${login('agent03')}`)
    const session = (tab: Tab) =>
      tab.run(
        'return fetch("/v1/sessions", { headers: { "x-hotseat-sub": Auth.getSubID() } })' +
          '.then((answer) => answer.json()).then(({ sessions }) => sessions.find(({ current }) => current).id)',
      )
    expect(await session(first)).not.toBe(await session(second))
    const before = await session(first)
    await first.reload()
    expect(await first.run('return Auth.getSubID()')).toBe(label)
    expect([await check(first), await session(first)]).toEqual(['live', before])
    // A window that a page opens starts with a copy of its session storage, as a duplicated tab does.
    const [page] = await Promise.all([context.waitForEvent('page'), first.page.evaluate((to) => void window.open(to), url)])
    await page.waitForFunction('window.isReady')
    const duplicate: Tab = {
      ...first,
      page,
      run: (script) => page.evaluate(`(async () => { const { Auth } = IPCortex.PBX; ${script} })().catch(({ code }) => code)`),
    }
    expect(await duplicate.run('return Auth.getSubID()')).toBe(label)
    expect(await duplicate.run('await Auth.login({ subid: Auth.getSubID(), checkonly: true })')).toBe('signIn.none')
    expect(await duplicate.run('return Auth.getSubID()')).not.toBe(label)
    expect(await check(first)).toBe('live')
  })

  test('[PX34] a super-logout tries every step and says which failed', async () => {
    const { open } = await startOwnPages()
    const tab = await open()
    const exit = (options: string) =>
      tab.run(`return Auth.exit(${options}).then((steps) => steps.map(({ step, ok }) => [step, ok]),
      ({ failed, steps }) => ({ failed, tried: steps.map(({ step }) => step) }))`)
    await tab.run(login('agent04'))
    await tab.run('await fetch("/v1/phone/password")')
    expect(await exit('')).toEqual([
      ['chat', true],
      ['history', true],
      ['phone', true],
    ])
    expect(await who(tab)).toBe('agent04')
    expect(await exit('[{ logout: true }]')).toEqual([
      ['chat', true],
      ['history', true],
      ['phone', true],
      ['logout', true],
    ])
    expect(await who(tab)).toBeNull()
    expect(await exit('{ logout: true }')).toEqual({
      failed: ['chat', 'history', 'phone'],
      tried: ['chat', 'history', 'phone', 'logout'],
    })
  })

  test('[PX40] [SI18] [S-13] a browser that was here before comes in while strangers block the name, by token too', async () => {
    const { server, open } = await startOwnPages()
    const tab = await open()
    await tab.run(login('agent09'))
    await tab.run('return Auth.logout()')
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'agent09', password: 'certainly not this one' }),
    }
    for (let each = 0; each < 5; each++) await fetch(`${server.origin}/v1/sign-in`, init)
    const stranger = await (await startOwnPages(server)).open()
    expect(await stranger.run(login('agent09'))).toBe('signIn.blocked')
    expect(await tab.run(login('agent09'))).toBeUndefined()
    await tab.run('return Auth.logout()')
    expect(await tab.run(login('agent09', ', tokenCB: () => undefined'))).toBeUndefined()
    expect(await who(tab)).toBe('agent09')
  })

  test('[PX25] a server of another release, or one that is at fault, is told by its number', async () => {
    const { context, server, open } = await startOwnPages()
    const tab = await open()
    await tab.run(login('agent08'))
    const start = () =>
      tab.run(`const errors = []; const errorCB = (errno) => errors.push(errno)
        return PBX.startFeed({ errorCB }).then(() => 'started', ({ errno }) => [errno, errors])`)
    const answers = (options: object) => context.route(`${server.origin}/api/version`, (route) => route.fulfill(options))
    await answers({ status: 500 })
    await expect.poll(start).toEqual([90, [90]])
    await answers({ json: { version: '99.0.0' } })
    expect(await start()).toEqual([100, [100]])
    await answers({ json: { version: '0.1.77' } })
    expect(await start()).toBe('started')
  })

  test('[PX35] the phone password is given up, or made anew and handed over', async () => {
    const { open } = await startOwnPages()
    const tab = await open()
    expect(await tab.run('return Auth.rtcReset()')).toBe('session.missing')
    await tab.run(login('agent05'))
    type Phone = { username: string; realm: string; password: string }
    const first = await tab.run<Phone>('return Auth.rtcReset(true)')
    const second = await tab.run<Phone>('return Auth.rtcReset(true)')
    expect(first).toMatchObject({ realm: 'demo', password: expect.any(String) })
    expect([second.username, second.password === first.password]).toEqual([first.username, false])
    expect(await tab.run('return Auth.rtcReset()')).toBeUndefined()
  })
})

describe('the library in a real Chromium, on another origin', () => {
  test('[PX41] [PX33] leaves a host and comes back to it, under the label of its own', async () => {
    const [first, second] = [await startServer(), await startServer()]
    const site = await serveSite(wrapperPage(first.origin))
    for (const { origin } of [first, second]) await allowOrigin(origin, site)
    const tab = await openTab(await (await openBrowser()).newPage(), site)
    /** Beside that of the administrator who put the page on the list. */
    const sockets = async ({ origin }: typeof first) => {
      const [, count] = /^hotseat_feed_sockets (\d+)$/m.exec(await (await fetch(`${origin}/metrics`)).text()) ?? []
      return Number(count) - 1
    }
    const label = await tab.run('return Auth.getSubID()')
    await expect.poll(() => tab.run(`${login('agent07')}`)).toBeUndefined()
    await tab.run('await PBX.startFeed()')
    expect(await sockets(first)).toBe(1)
    await tab.run(`Auth.setHost('${second.origin}'); ${login('agent08')}`)
    await tab.run('await PBX.startFeed()')
    await expect.poll(async () => [await sockets(first), await sockets(second)]).toEqual([0, 1])
    await tab.run(`Auth.setHost('${first.origin}'); await Auth.login({ checkonly: true }); await PBX.startFeed()`)
    await expect.poll(async () => [await sockets(first), await sockets(second)]).toEqual([1, 0])
    expect([await who(tab), await tab.run('return Auth.getSubID()')]).toEqual(['agent07', label])
  })

  test('[PX36] [PX8] [S-32] a listed page works with it, through a reload, kill -9, and by token', async () => {
    const server = await startServer()
    const site = await serveSite(wrapperPage(server.origin))
    const context = await openBrowser()
    const tab = await openTab(await context.newPage(), site)
    expect(await tab.run(login('agent07'))).toBe('network.unreachable')
    await allowOrigin(server.origin, site)
    await expect.poll(() => tab.run(login('agent07'))).toBeUndefined()
    await tab.run('await PBX.startFeed(); await PBX.setState("READY")')
    await tab.reload()
    expect([await check(tab), await tab.run('return PBX.state')]).toEqual(['live', 'READY'])
    await server.kill()
    await server.startAgain()
    await expect.poll(() => tab.run('await PBX.startFeed(); return PBX.state')).toBe('READY')
    const [token] = await tab.run<string[]>(
      `const tokens = []; await Auth.login({ username: 'agent07', password: '${demoPassword}', tokenCB: (given) => tokens.push(...Object.keys(given)) });
       return tokens`,
    )
    const other = await openTab(await context.newPage(), site)
    await other.run(`Auth.setHost('${server.origin}'); await Auth.login({ token: ['${token}'] })`)
    expect([await who(other), await other.run('return PBX.state')]).toEqual(['agent07', 'READY'])
    expect(await context.cookies()).toEqual([])
    await other.run('return Auth.logout()')
    await expect.poll(() => who(tab)).toBeNull()
  })
})
