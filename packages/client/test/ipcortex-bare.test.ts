import { beforeAll, describe, expect, test } from 'vitest'
import { buildClient } from '../build.ts'
import { createHotseat } from '../src/index.ts'
import { type Library, loadBare } from './bare-context.ts'
import { atEnd, demoPassword, startServer } from './real-server.ts'

beforeAll(() => buildClient())

const known = { username: 'agent01', password: demoPassword }

async function open(): Promise<{ server: Awaited<ReturnType<typeof startServer>>; PBX: Library }> {
  const server = await startServer()
  const PBX = await loadBare(server.origin)
  atEnd(() => PBX.Auth.logout())
  return { server, PBX }
}
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'resolved',
    (error: { code: string }) => error.code,
  )

describe('in a context that has XMLHttpRequest, WebSocket, timers and console, and nothing else', () => {
  test('[PX20] [PX21] the promise form: who is signed in, the feed, and a state that outlives kill -9', async () => {
    const { server, PBX } = await open()
    const { Auth } = PBX
    expect([Auth.id, Auth.uname, Auth.name, Auth.company]).toEqual([null, null, null, null])
    expect(await Auth.login(known)).toBeUndefined()
    expect([Auth.id, Auth.uname, Auth.name, Auth.company]).toEqual(['u-agent01', 'agent01', 'Amara Okafor', 'demo'])
    const errors: number[] = []
    await PBX.startFeed({ errorCB: (errno: number) => errors.push(errno) })
    await PBX.setState('READY')
    expect(PBX.state).toBe('READY')
    await server.kill()
    await expect.poll(() => errors).toEqual([1])
    await server.startAgain()
    await PBX.setState('NOT_READY', 11).catch(() => undefined)
    await expect.poll(async () => codeOf(PBX.setState('READY'))).toBe('resolved')
    expect(PBX.state).toBe('READY')
    expect(errors).toEqual([1])
    await Auth.logout()
    expect([Auth.id, PBX.state]).toEqual([null, null])
  })

  test('[PX22] the callback form and the legacy form say how it went, and their promises do not reject', async () => {
    const { PBX } = await open()
    const { Auth } = PBX
    const told: unknown[] = []
    await Auth.login((ok: boolean, message: string) => told.push([ok, message]), { ...known, password: 'wrong' })
    await Auth.login('agent01', 'wrong', null, (ok: boolean) => told.push(ok))
    await Auth.login('agent01', demoPassword, null, (ok: boolean) => told.push(ok))
    await Auth.login((ok: boolean, message: string) => told.push([ok, message]))
    expect(told).toEqual([[false, 'User name or password is wrong.'], false, true, [true, '']])
  })

  test('[PX23] checkonly and login() never ask where nobody can be asked', async () => {
    const { PBX } = await open()
    const { Auth } = PBX
    expect(await codeOf(Auth.login({ checkonly: true }))).toBe('signIn.none')
    expect(await codeOf(Auth.login())).toBe('login.credentials')
    await Auth.login(known)
    expect(await codeOf(Auth.login({ checkonly: true }))).toBe('resolved')
    expect(await codeOf(Auth.login({ checkonly: true, username: 'demo\\agent01' }))).toBe('resolved')
    expect(await codeOf(Auth.login({ checkonly: true, username: 'agent02' }))).toBe('signIn.none')
    expect(await codeOf(Auth.login())).toBe('resolved')
    await Auth.logout()
    expect(await codeOf(Auth.login({ checkonly: true }))).toBe('signIn.none')
  })

  test('[PX24] a token that tokenCB gave signs in elsewhere, as long as its session lives; notoken gives none', async () => {
    const { server, PBX } = await open()
    const tokens: string[] = []
    const tokenCB = (given: object) => tokens.push(...Object.keys(given))
    await PBX.Auth.login({ ...known, tokenCB, notoken: true })
    expect(tokens).toEqual([])
    await PBX.Auth.login({ ...known, tokenCB })
    expect(tokens).toHaveLength(1)
    const other = await loadBare(server.origin)
    await other.Auth.login({ token: ['demo.nothing', ...tokens] })
    expect(other.Auth.uname).toBe('agent01')
    await other.Auth.logout()
    const third = await loadBare(server.origin)
    expect(await codeOf(third.Auth.login({ token: tokens, nodom: true }))).toBe('session.missing')
    // With credentials beside it, the token need not be good.
    await third.Auth.login({ token: tokens, ...known, application: 'longLogin' })
    expect(third.Auth.uname).toBe('agent01')
    await third.Auth.logout()
  })

  test('[PX25] the feed’s errors have their numbers', async () => {
    const { server, PBX } = await open()
    const errors: unknown[] = []
    const onError = (errno: number, text: string) => errors.push([errno, typeof text])
    await expect(PBX.startFeed({ errorCB: onError })).rejects.toMatchObject({ errno: 3 })
    await PBX.startFeed(() => errors.push('started'), onError, { device: true })
    expect(errors).toEqual([
      [3, 'string'],
      [3, 'string'],
    ])
    await PBX.Auth.login(known)
    await PBX.startFeed(() => errors.push('started'), onError, { device: true, pingtime: 10 })
    expect(errors.at(-1)).toBe('started')
    expect(await codeOf(PBX.startFeed({ pingtime: 'often' }))).toBe('feed.options')
    await PBX.pauseFeed()
    await PBX.startFeed()
    expect(errors).toHaveLength(4)
    const supervisor = createHotseat({ origin: server.origin })
    atEnd(() => supervisor.close())
    await supervisor.signIn({ tenant: 'demo', username: 'supervisor01', password: demoPassword })
    await supervisor.call('forceSignOut', { params: { id: 'u-agent01' }, body: {} })
    await expect.poll(() => errors.at(-1)).toEqual([2, 'string'])
    expect(PBX.Auth.uname).toBeNull()
    await PBX.stopFeed()
    await PBX.httpStopReuse()
  })

  test('[PX25] a line that is lost for longer than maxWSRetryTime ends the feed', async () => {
    const { server, PBX } = await open()
    await PBX.Auth.login(known)
    const errors: number[] = []
    await PBX.startFeed({ maxWSRetryTime: 1, errorCB: (errno: number) => errors.push(errno) })
    await server.kill()
    await expect.poll(() => errors).toEqual([1, 99])
    await server.startAgain()
    await expect.poll(() => codeOf(PBX.startFeed())).toBe('resolved')
  })

  test('[PX45] the events of the parts that were asked for, and of no others', async () => {
    const { server, PBX } = await open()
    await PBX.Auth.login(known)
    const told: string[] = []
    const kinds = () => [...new Set(told.map((kind) => kind.split('.')[0]))]
    const listen = (options: object) => PBX.startFeed({ ...options, eventCB: ({ kind }: { kind: string }) => told.push(kind) })
    await listen({ mailbox: true, pingtime: 10 })
    const supervisor = createHotseat({ origin: server.origin })
    atEnd(() => supervisor.close())
    await supervisor.signIn({ tenant: 'demo', username: 'supervisor01', password: demoPassword })
    const message = (text: string) => supervisor.call('messageAgent', { params: { id: 'u-agent01' }, body: { text } })
    await PBX.setState('READY')
    await message('a word')
    await expect.poll(() => told).toEqual(['agent.messaged'])
    await listen({ presence: true })
    await message('another one')
    await PBX.setState('NOT_READY', 11)
    await expect.poll(() => told).toContain('agent.stateChanged')
    expect([told.filter((kind) => kind === 'agent.messaged').length, kinds()]).toEqual([1, ['agent']])
  })

  test('[PX26] getSubID is the same each time, and a host can be named without its scheme', async () => {
    const { server, PBX } = await open()
    const first = PBX.Auth.getSubID()
    expect(first).toMatch(/^[A-Za-z0-9_-]{1,64}$/)
    expect(PBX.Auth.getSubID()).toBe(first)
    await PBX.Auth.login({ ...known, subid: first })
    expect(PBX.Auth.uname).toBe('agent01')
    for (const bad of ['', 'ftp://x', null]) expect(() => PBX.Auth.setHost(bad)).toThrow()
    PBX.Auth.setHost('127.0.0.1:1')
    expect(await codeOf(PBX.Auth.login(known))).toBe('network.unreachable')
    PBX.Auth.setHost(server.origin)
    expect(await codeOf(PBX.Auth.login(known))).toBe('resolved')
  })

  test('[PX38] the live feed may have a host of its own', async () => {
    const { server, PBX } = await open()
    PBX.Auth.setWSHost('ws://127.0.0.1:1')
    await PBX.Auth.login(known)
    await expect(PBX.startFeed({ maxWSRetryTime: 0 })).rejects.toMatchObject({ errno: 99 })
    PBX.Auth.setWSHost(server.origin.replace('http', 'ws'))
    await expect.poll(() => codeOf(PBX.startFeed({ maxWSRetryTime: 5 }))).toBe('resolved')
    for (const bad of ['https://127.0.0.1', '', 7]) expect(() => PBX.Auth.setWSHost(bad)).toThrow()
  })

  test('[PX27] a person of two companies changes between them, and stays signed in past an access token’s usual time', async () => {
    const { PBX } = await open()
    await PBX.Auth.login({ username: 'consultant01', password: demoPassword })
    expect(PBX.Auth.company).toBe('demo')
    await PBX.Auth.setCompany('acme')
    expect([PBX.Auth.company, PBX.state]).toEqual(['acme', 'NOT_READY'])
    await PBX.Auth.setCompany('acme')
    expect(await codeOf(PBX.Auth.setCompany('nowhere'))).toBe('session.tenant')
    expect(await codeOf(PBX.Auth.setCompany('a/b'))).toBe('company.invalid')
    await PBX.startFeed()
  })
})
