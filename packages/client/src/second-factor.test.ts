import { expect, test } from 'vitest'
import { createHotseat } from './create-hotseat.ts'
import { signedInTab, signIn, startTest } from './testing/start-test.ts'

async function tabThatMustEnrol() {
  const rig = startTest()
  rig.server.mustEnrol = true
  const hotseat = createHotseat({ world: rig.browser.open().world })
  await signIn(hotseat, rig.server)
  await rig.clock.pass(60_000)
  return { ...rig, hotseat }
}

test('[MF13] who must set up a second factor has a session, and nothing that keeps it', async () => {
  const { hotseat, server, store, browser, clock } = await tabThatMustEnrol()
  expect(hotseat.session).toMatchObject({ mustEnrol: true, user: { username: 'agent01' } })
  expect(hotseat.status).toEqual({ kind: 'signedOut', code: null })
  expect(server.sockets).toBe(0)
  expect([...store.values.keys()].some((key) => key.startsWith('session'))).toBe(false)
  const reloaded = createHotseat({ world: browser.open().world })
  expect(await reloaded.restore()).toMatchObject({ mustEnrol: true })
  await clock.pass(60_000)
  expect(server.sockets).toBe(0)
  expect(server.sent('POST /v1/resume')).toBe(0)
})

test('[MF13] the first right code signs out; the next sign-in keeps its session', async () => {
  const { hotseat, server, clock } = await tabThatMustEnrol()
  await hotseat.call('confirmSecondFactor', { body: { oneTimeCode: '123456' } })
  expect(hotseat.session).toBeNull()
  await signIn(hotseat, server)
  await clock.pass(0)
  expect(hotseat.status).toEqual({ kind: 'connected' })
  hotseat.close()
})

test('[MF13] one can sign out instead, and a session that is gone is noticed', async () => {
  const first = await tabThatMustEnrol()
  await first.hotseat.signOut()
  expect(first.hotseat.session).toBeNull()
  const second = await tabThatMustEnrol()
  second.browser.cookies.jar = null
  const call = second.hotseat.call('confirmSecondFactor', { body: { oneTimeCode: '123456' } })
  const refused = expect(call).rejects.toMatchObject({ code: 'session.missing' })
  await second.clock.pass(1_000)
  await refused
  expect(second.hotseat.session).toBeNull()
})

test('[MF13] a session that must from now on is let go of when it comes back', async () => {
  const { hotseat, server, clock } = await signedInTab()
  server.mustEnrol = true
  server.kill()
  await clock.pass(10_000)
  server.mode = 'up'
  await clock.pass(60_000)
  expect(hotseat.session?.mustEnrol).toBe(true)
  expect(hotseat.status.kind).toBe('signedOut')
  expect(server.sockets).toBe(0)
})
