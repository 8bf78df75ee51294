import { describe, expect, test } from 'vitest'
import { createHotseat } from './create-hotseat.ts'
import { signedInTab, startTest } from './testing/start-test.ts'

const elsewhere = { pageOrigin: 'https://crm.example', origin: 'https://hotseat.test' } as const

describe('[CA1] a call that says which session this is', () => {
  test('[S-28] gives a bearer page no token, and the client goes on with the new one', async () => {
    const { hotseat, server, clock } = await signedInTab(elsewhere)
    const answer = await hotseat.call('switchTenant', { body: { tenant: 'acme' } })
    expect(answer).not.toHaveProperty('accessToken')
    expect(answer.user.tenant).toBe('acme')
    expect(hotseat.session?.session.id).toBe(answer.session.id)
    await clock.pass(20 * 60_000)
    expect(hotseat.status).toEqual({ kind: 'connected' })
    expect((await hotseat.call('session', {})).user.tenant).toBe('acme')
    expect(server.sockets).toBe(1)
    hotseat.close()
  })

  test('[S-28] a sign-in by it is a sign-in of the client: with its key, in its tabs, and without a token in the answer', async () => {
    const { browser, server, clock } = startTest()
    const tab = browser.open({ pageOrigin: elsewhere.pageOrigin })
    const hotseat = createHotseat({ origin: elsewhere.origin, world: tab.world })
    const body = { tenant: 'demo', username: 'agent01', password: server.password }
    expect(await hotseat.call('signIn', { body })).not.toHaveProperty('accessToken')
    await clock.pass(1)
    expect(hotseat.status).toEqual({ kind: 'connected' })
    server.kill()
    await clock.pass(1_000)
    server.mode = 'up'
    await clock.pass(15_000)
    expect(hotseat.status).toEqual({ kind: 'connected' })
    hotseat.close()
  })

  test('a sign-out by it leaves nobody signed in here', async () => {
    const { hotseat, server, clock } = await signedInTab()
    expect(await hotseat.call('signOut', { body: {} })).toEqual({ done: true })
    await clock.pass(1)
    expect(hotseat.status).toEqual({ kind: 'signedOut', code: null })
    expect(hotseat.session).toBeNull()
    expect(server.sockets).toBe(0)
  })

  test('a session read by it is the session that the client has', async () => {
    const { hotseat, server } = await signedInTab()
    server.preferences = { 'continuity.keepAliveMs': 30_000 }
    await hotseat.call('session', {})
    expect(hotseat.session?.preferences).toEqual({ 'continuity.keepAliveMs': 30_000 })
    hotseat.close()
  })
})

test('[CA1] a switch that the server refuses leaves the session connected as it was', async () => {
  const { hotseat, server, clock } = await signedInTab()
  server.refusesTenant = true
  await expect(hotseat.call('switchTenant', { body: { tenant: 'nowhere' } })).rejects.toMatchObject({ code: 'session.tenant' })
  await clock.pass(1)
  expect(hotseat.status).toEqual({ kind: 'connected' })
  expect(hotseat.session?.user.tenant).toBe('demo')
  expect(server.sockets).toBe(1)
  expect(server.sent('POST /v1/resume')).toBe(0)
  hotseat.close()
})
