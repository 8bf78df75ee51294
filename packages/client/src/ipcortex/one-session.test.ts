import { expect, test } from 'vitest'
import { codeOf, openIpcortexPage } from '../testing/ipcortex-page.ts'
import { startTest } from '../testing/start-test.ts'

/** Two pages of one browser, the first signed in. */
async function twoPages() {
  const test = startTest()
  const [first, second] = [openIpcortexPage(test), openIpcortexPage(test)]
  await first.login()
  await test.clock.pass(0)
  return { ...test, first, second }
}
const live = ({ Auth }: ReturnType<typeof openIpcortexPage>) => codeOf(Auth.login({ checkonly: true }))

test('[PX42] somebody else’s sign-in in a page leaves the session before, and its feed ends with 2', async () => {
  const { first, second, server, clock } = await twoPages()
  const errors: unknown[] = []
  await first.PBX.startFeed({ errorCB: (errno: number) => errors.push(errno) })
  await second.Auth.login()
  await clock.pass(0)
  expect(server.sockets).toBe(2)
  await first.login('agent02')
  await clock.pass(0)
  expect([first.Auth.uname, second.Auth.uname, server.sockets, errors]).toEqual(['agent02', 'agent01', 2, [2]])
  // The same person’s sign-in leaves nothing.
  await first.PBX.startFeed({ errorCB: (errno: number) => errors.push(errno) })
  await first.login('agent02')
  await clock.pass(0)
  expect([server.sockets, errors]).toEqual([2, [2]])
})

test('[PX42] what was only looked at has no line, whatever other tabs do later', async () => {
  const { first, second, server, clock } = await twoPages()
  expect(await codeOf(second.Auth.login({ checkonly: true, username: 'agent07' }))).toBe('signIn.none')
  expect(await codeOf(second.login('agent01', { password: 'wrong' }))).toBe('signIn.credentials')
  await clock.pass(60_000)
  expect([second.Auth.uname, server.sockets]).toEqual([null, 1])
  await first.Auth.logout()
  await first.login()
  await clock.pass(0)
  expect([second.Auth.uname, server.sockets]).toEqual([null, 1])
})

test('[PX42] [PX31] a second logout signs nobody out, the first one of a page that had not asked does', async () => {
  const { first, second, server, clock } = await twoPages()
  await second.login('agent02')
  await second.Auth.logout()
  await second.Auth.logout()
  await clock.pass(0)
  expect([await live(first), server.sent('POST /v1/sign-out')]).toEqual(['resolved', 1])
  const third = openIpcortexPage(first)
  await third.Auth.logout()
  await clock.pass(0)
  expect([first.Auth.uname, server.sent('POST /v1/sign-out')]).toEqual([null, 2])
})

test('[PX33] a session with a subid is found by who gives the same one, and by nobody else', async () => {
  const test = startTest()
  const [first, second, third] = [openIpcortexPage(test), openIpcortexPage(test), openIpcortexPage(test)]
  await first.login('agent01', { subid: 'wallboard' })
  expect(await live(second)).toBe('signIn.none')
  expect(await codeOf(third.Auth.login({ subid: 'wallboard', checkonly: true }))).toBe('resolved')
  expect([first.Auth.uname, second.Auth.uname, third.Auth.uname]).toEqual(['agent01', null, 'agent01'])
})
