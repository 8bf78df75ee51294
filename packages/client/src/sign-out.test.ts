import { expect, test } from 'vitest'
import { createHotseat } from './create-hotseat.ts'
import { signedInTab, signIn } from './testing/start-test.ts'

test('signing out ends the session at the server and leaves no session in the browser', async () => {
  const { hotseat, server, store, browser, clock } = await signedInTab()
  await hotseat.signOut()
  await clock.pass(60_000)
  expect(hotseat.status).toEqual({ kind: 'signedOut', code: null })
  expect(hotseat.session).toBeNull()
  expect(browser.cookies.jar).toBeNull()
  expect(server.sockets).toBe(0)
  // The key names the device, not the person: it is what tells this device from a stranger's at the next sign-in (S-13).
  expect([...store.values.keys()]).toEqual([`device ${server.origin}`])
  expect(server.sent('POST /v1/resume')).toBe(0)
})

test('[S-24] signing out without the server clears the browser, and the next load makes it good', async () => {
  const { hotseat, server, browser, store, clock } = await signedInTab()
  server.kill()
  await hotseat.signOut()
  expect(hotseat.status).toEqual({ kind: 'signedOut', code: null })
  expect([...store.values.keys()].some((key) => key.startsWith('session'))).toBe(false)
  await clock.pass(60_000)
  server.mode = 'up'
  const next = createHotseat({ world: browser.open().world })
  const shown: unknown[] = []
  next.on('session', (document) => shown.push(document))
  expect(await next.restore()).toBeNull()
  expect(shown).toEqual([])
  expect(browser.cookies.jar).toBeNull()
  expect(server.sent('POST /v1/sign-out')).toBe(1)
})

test('[S-24] as long as the server is away, an owed sign-out keeps the session from coming back', async () => {
  const { hotseat, server, browser } = await signedInTab()
  server.kill()
  await hotseat.signOut()
  const next = createHotseat({ world: browser.open().world })
  expect(await next.restore()).toBeNull()
  server.mode = 'up'
  expect(await createHotseat({ world: browser.open().world }).restore()).toBeNull()
})

/** A tab whose person signed out while the server was away. */
async function owingTab(options: Parameters<typeof signedInTab>[0] = {}) {
  const test = await signedInTab(options)
  test.server.kill()
  await test.hotseat.signOut()
  await test.clock.pass(60_000)
  return test
}

test('[LC8] [S-24] a sign-out that is owed is told by the ordinary pauses while the page is open', async () => {
  const { server, browser, clock, hotseat } = await owingTab()
  server.mode = 'up'
  await clock.pass(15_000)
  expect(server.sent('POST /v1/sign-out')).toBe(1)
  expect(browser.cookies.jar).toBeNull()
  const before = server.log.length
  await clock.pass(600_000)
  expect(server.log).toHaveLength(before)
  hotseat.close()
})

test('[LC8] [S-24] it is told at once when the browser is online again, by any tab that is open', async () => {
  const { server, browser, clock, hotseat } = await owingTab()
  hotseat.close()
  await clock.pass(0)
  const other = browser.open()
  const sister = createHotseat({ world: other.world })
  server.mode = 'up'
  await clock.pass(60_000)
  expect(server.sent('POST /v1/sign-out')).toBe(0)
  other.signal('wentOnline')
  await clock.pass(0)
  expect(server.sent('POST /v1/sign-out')).toBe(1)
  expect(browser.cookies.jar).toBeNull()
  sister.close()
})

test('[LC8] a client that is closed tries a last time, and then no more', async () => {
  const { server, browser, clock, hotseat } = await owingTab()
  server.mode = 'up'
  hotseat.close()
  await clock.pass(0)
  expect([server.sent('POST /v1/sign-out'), browser.cookies.jar, clock.due]).toEqual([1, null, 0])
  const { server: away, clock: later, hotseat: other } = await owingTab()
  other.close()
  await later.pass(0)
  expect([later.due, away.sent('POST /v1/sign-out')]).toEqual([0, 0])
})

test('[LC8] a page that was loaded while one was owed goes on telling, too', async () => {
  const { server, browser, clock, hotseat } = await owingTab()
  hotseat.close()
  const next = createHotseat({ world: browser.open().world })
  expect(await next.restore()).toBeNull()
  server.mode = 'up'
  await clock.pass(15_000)
  expect(server.sent('POST /v1/sign-out')).toBe(1)
  next.close()
})

test('[LC8] a bearer session is ended by its token while its page is open', async () => {
  const { server, clock, hotseat } = await owingTab({ origin: 'https://hotseat.test', pageOrigin: 'https://crm.example' })
  server.mode = 'up'
  await clock.pass(15_000)
  expect(server.sent('POST /v1/sign-out')).toBe(1)
  hotseat.close()
})

test('[LC8] whoever signs in again owes nothing: the session that goes on is not signed out', async () => {
  const { server, browser, clock, hotseat, tab } = await owingTab()
  server.mode = 'up'
  await signIn(hotseat, server)
  tab.signal('wentOnline')
  await clock.pass(60_000)
  expect(hotseat.status).toEqual({ kind: 'connected' })
  expect(server.sent('POST /v1/sign-out')).toBe(0)
  expect(browser.cookies.jar).not.toBeNull()
  hotseat.close()
})

test('[LC8] a sign-in that failed leaves the sign-out owed', async () => {
  const { server, clock, hotseat } = await owingTab()
  server.mode = 'up'
  await expect(hotseat.signIn({ tenant: 'demo', username: 'agent01', password: 'wrong' })).rejects.toMatchObject({ status: 401 })
  await clock.pass(0)
  expect(server.sent('POST /v1/sign-out')).toBe(1)
  hotseat.close()
})

test('[S-24] a reason that the server does not take is told, and nobody is signed out by half', async () => {
  const { hotseat, server, clock } = await signedInTab()
  await expect(hotseat.signOut({ reasonCode: 4 })).rejects.toMatchObject({ code: 'agent.reasonUnknown' })
  await clock.pass(1_000)
  expect(hotseat.status).toEqual({ kind: 'connected' })
  expect(hotseat.session?.user.username).toBe('agent01')
  expect(server.sockets).toBe(1)
  hotseat.close()
})
