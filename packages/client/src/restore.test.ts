import { describe, expect, test } from 'vitest'
import { createHotseat } from './create-hotseat.ts'
import type { Restored } from './hotseat.ts'
import { signedInTab, startTest } from './testing/start-test.ts'

const snapshot = { version: 1, route: '/desk', note: { text: 'half a sentence', version: 3 } } as const

/** A tab that showed something, and was closed. */
async function leftTab() {
  const test = await signedInTab()
  test.hotseat.keep(() => snapshot)
  test.tab.signal('left')
  await test.clock.pass(1)
  test.hotseat.close()
  test.tab.kill()
  const hotseat = createHotseat({ world: test.browser.open().world })
  const restored: Restored[] = []
  hotseat.on('restored', (what) => restored.push(what))
  return { ...test, hotseat, restored, id: test.hotseat.session?.session.id }
}

describe('a reload', () => {
  test('finds the session by its cookie, and gives back what was on the screen', async () => {
    const { hotseat, restored, server, clock, id } = await leftTab()
    expect((await hotseat.restore())?.session.id).toBe(id)
    await clock.pass(1)
    expect(restored).toMatchObject([{ outcome: 'recovered', snapshot }])
    expect(server.sent('POST /v1/resume')).toBe(0)
    hotseat.close()
  })

  test('[S-53] without the cookie the stored key brings it back', async () => {
    const { hotseat, restored, server, browser, clock, id } = await leftTab()
    browser.cookies.jar = null
    const found = hotseat.restore()
    await clock.pass(5_000)
    expect((await found)?.session.id).toBe(id)
    expect(restored).toMatchObject([{ outcome: 'recovered', snapshot }])
    expect(server.sent('POST /v1/resume')).toBe(1)
    hotseat.close()
  })

  test('while the server is away it goes on asking, and comes back by itself', async () => {
    const { hotseat, server, clock, id } = await leftTab()
    server.kill()
    const found = hotseat.restore()
    await clock.pass(20_000)
    expect(hotseat.status.kind).toBe('reconnecting')
    server.mode = 'up'
    await clock.pass(20_000)
    expect((await found)?.session.id).toBe(id)
    hotseat.close()
  })

  test('with nothing kept and no server it is refused, with nothing kept and a server there is no session', async () => {
    const { server, browser } = startTest()
    const hotseat = createHotseat({ world: browser.open().world })
    expect(await hotseat.restore()).toBeNull()
    server.kill()
    await expect(hotseat.restore()).rejects.toMatchObject({ code: 'network.unreachable' })
  })

  test('[S-58] what another user left on the screen is not given back', async () => {
    const { hotseat, restored, server, browser, clock } = await leftTab()
    const other = createHotseat({ world: { ...browser.open().world, store: startTest().store } })
    await other.signIn({ tenant: 'demo', username: 'agent02', password: server.password })
    await hotseat.restore()
    await clock.pass(1)
    expect(hotseat.session?.user.username).toBe('agent02')
    expect(restored).toEqual([])
    hotseat.close()
    other.close()
  })

  test('an ended session gives its reason and no session', async () => {
    const { hotseat, server, browser, clock, id } = await leftTab()
    browser.cookies.jar = null
    server.end(id ?? '', 'resume.bySupervisor')
    const found = hotseat.restore()
    await clock.pass(5_000)
    expect(await found).toBeNull()
    expect(hotseat.status).toEqual({ kind: 'signedOut', code: 'resume.bySupervisor' })
  })

  test('with automatic re-login off the stored key is not used', async () => {
    const { server, browser, clock } = startTest()
    server.preferences = { 'continuity.autoRelogin': false }
    const first = createHotseat({ world: browser.open().world })
    await first.signIn({ tenant: 'demo', username: 'agent01', password: server.password })
    await clock.pass(1)
    first.close()
    browser.cookies.jar = null
    const hotseat = createHotseat({ world: browser.open().world })
    expect(await hotseat.restore()).toBeNull()
    expect(server.sent('POST /v1/resume')).toBe(0)
  })

  test('with automatic re-login off a server that is away is no sign-out', async () => {
    const { server, browser, clock } = startTest()
    server.preferences = { 'continuity.autoRelogin': false }
    const first = createHotseat({ world: browser.open().world })
    await first.signIn({ tenant: 'demo', username: 'agent01', password: server.password })
    await clock.pass(1)
    first.close()
    server.kill()
    const hotseat = createHotseat({ world: browser.open().world })
    await expect(hotseat.restore()).rejects.toMatchObject({ code: 'network.unreachable' })
    server.mode = 'up'
    expect((await hotseat.restore())?.user.username).toBe('agent01')
    hotseat.close()
  })
})
