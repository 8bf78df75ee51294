import { expect, test } from 'vitest'
import { codeOf, openIpcortexPage } from '../testing/ipcortex-page.ts'
import { startTest } from '../testing/start-test.ts'
import { TestServer } from '../testing/test-server.ts'

/** A page that is signed in at one of two hosts. */
async function signedInPage() {
  const test = startTest()
  const other = new TestServer(test.clock, 'https://second.test')
  const page = openIpcortexPage(test, [other])
  await page.login()
  await page.clock.pass(0)
  const errors: number[] = []
  await page.PBX.startFeed({ errorCB: (errno: number) => errors.push(errno) })
  return { ...page, other, errors }
}

test('[PX41] another host: the socket and the timers of the one before are closed, and its session lives on', async () => {
  const { Auth, server, clock, errors } = await signedInPage()
  expect([Auth.uname, server.sockets]).toEqual(['agent01', 1])
  Auth.setHost('https://second.test')
  expect([Auth.id, Auth.uname, Auth.name, Auth.company]).toEqual([null, null, null, null])
  await clock.pass(0)
  expect([server.sockets, clock.due]).toEqual([0, 0])
  const before = server.log.length
  await clock.pass(3_600_000)
  expect([server.log.length, server.sent('POST /v1/sign-out'), errors]).toEqual([before, 0, []])
})

test('[PX41] what is named again is the same host, and nothing happens', async () => {
  const { Auth, server } = await signedInPage()
  for (const same of ['https://hotseat.test', 'hotseat.test', 'https://hotseat.test/api/']) Auth.setHost(same)
  expect([Auth.uname, server.sockets]).toEqual(['agent01', 1])
})

test('[PX41] a later login goes to the new host; back at the former one it finds the session that lives there', async () => {
  const { Auth, PBX, login, server, other, clock } = await signedInPage()
  const former = server.log.length
  Auth.setHost('https://second.test')
  expect(await codeOf(Auth.login({ checkonly: true }))).toBe('signIn.none')
  expect(await codeOf(PBX.startFeed())).toBe('feed.3')
  await login('agent02')
  await clock.pass(0)
  expect([Auth.uname, other.sockets, server.log.length]).toEqual(['agent02', 1, former])
  Auth.setHost('https://hotseat.test')
  await Auth.login({ checkonly: true })
  await clock.pass(0)
  expect([Auth.uname, server.sockets, other.sockets]).toEqual(['agent01', 1, 0])
  expect(server.sent('POST /v1/sign-in')).toBe(1)
  await Auth.logout()
  expect([server.sent('POST /v1/sign-out'), other.sent('POST /v1/sign-out')]).toEqual([1, 0])
})

test('[PX41] a login that was under way rejects, and starts nothing at the host that was left', async () => {
  const { Auth, login, server, other, clock } = await signedInPage()
  Auth.setHost('https://second.test')
  const first = codeOf(login('agent02'))
  Auth.setHost('https://hotseat.test')
  expect(await first).toBe('host.changed')
  await clock.pass(0)
  expect([Auth.uname, other.sockets, clock.due]).toEqual([null, 0, 0])
  expect(server.sent('POST /v1/sign-in')).toBe(1)
})

test('[PX41] the error callback may change the host: what it was told of goes no further', async () => {
  const { Auth, PBX, login, server, other, clock } = await signedInPage()
  const errors: number[] = []
  const errorCB = (errno: number) => {
    errors.push(errno)
    Auth.setHost(other.origin)
  }
  await PBX.startFeed({ errorCB, maxWSRetryTime: 5 })
  server.kill()
  await clock.pass(60_000)
  expect([errors, server.sockets, clock.due]).toEqual([[1], 0, 0])
  await login('agent03')
  await clock.pass(0)
  expect([Auth.uname, other.sockets]).toEqual(['agent03', 1])
})

test('[PX41] [PX33] this tab’s own label is the same at each host', async () => {
  const { Auth, login, other, clock } = await signedInPage()
  const label = Auth.getSubID()
  await login('agent01')
  for (const host of [other.origin, 'https://hotseat.test', other.origin]) {
    Auth.setHost(host)
    await login('agent01')
    await clock.pass(0)
  }
  expect(Auth.getSubID()).toBe(label)
  expect(other.bodies.filter((body) => body.includes(`"subId":"${label}"`))).toHaveLength(2)
})
