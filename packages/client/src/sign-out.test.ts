import { expect, test } from 'vitest'
import { createHotseat } from './create-hotseat.ts'
import { signedInTab } from './testing/start-test.ts'

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

test('[S-24] a reason that the server does not take is told, and nobody is signed out by half', async () => {
  const { hotseat, server, clock } = await signedInTab()
  await expect(hotseat.signOut({ reasonCode: 4 })).rejects.toMatchObject({ code: 'agent.reasonUnknown' })
  await clock.pass(1_000)
  expect(hotseat.status).toEqual({ kind: 'connected' })
  expect(hotseat.session?.user.username).toBe('agent01')
  expect(server.sockets).toBe(1)
  hotseat.close()
})
