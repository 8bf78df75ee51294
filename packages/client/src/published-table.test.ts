import { expect, test } from 'vitest'
import { parseContinuitySettings } from './continuity-settings.ts'
import { createHotseat } from './create-hotseat.ts'
import type { Restored } from './hotseat.ts'
import { signIn, startTest } from './testing/start-test.ts'

test('[AM38] origin: whatever is asked while the server is away goes to the page’s own host', async () => {
  const { server, browser, clock } = startTest()
  const { world } = browser.open()
  const asked = new Set<string>()
  const hotseat = createHotseat({
    world: {
      ...world,
      fetch: (url, init) => {
        asked.add(new URL(url).origin)
        return world.fetch(url, init)
      },
      openSocket: (url, listener) => {
        asked.add(new URL(url).origin.replace(/^ws/, 'http'))
        return world.openSocket(url, listener)
      },
    },
  })
  await signIn(hotseat, server)
  await clock.pass(0)
  server.kill()
  await clock.pass(120_000)
  server.mode = 'up'
  await clock.pass(10_000)
  expect(hotseat.status.kind).toBe('connected')
  expect([...asked]).toEqual([world.pageOrigin])
  hotseat.close()
})

test('[AM35] consecutive failures: the maximum is the one that holds for the user', () => {
  expect(parseContinuitySettings({ 'continuity.maxPingFailures': 7 }).maxPingFailures).toBe(7)
  expect(parseContinuitySettings({}).maxPingFailures).toBe(3)
})

test('[AM41] reload: running clients go by what is in the store then, within 5 s', async () => {
  const { server, browser, clock } = startTest()
  const hotseat = createHotseat({ world: browser.open().world })
  await signIn(hotseat, server)
  await clock.pass(0)
  server.preferences = { 'continuity.autoRelogin': false }
  server.emit({ kind: 'preferences.reloaded', userId: null, data: { by: 'admin01' } })
  await clock.pass(5_000)
  expect(hotseat.session?.preferences).toEqual({ 'continuity.autoRelogin': false })
  // Off: the socket is opened again with what the browser has, and nothing signs in by itself.
  server.kill()
  await clock.pass(10_000)
  server.mode = 'up'
  await clock.pass(10_000)
  expect(server.sent('POST /v1/resume')).toBe(0)
  hotseat.close()
})

test('[AM39] [AM40] the page goes on where it was, and one that was loaded anew meanwhile has its place from this browser', async () => {
  const { server, browser, clock } = startTest()
  const snapshot = { version: 1, route: '/floor?only=lost' } as const
  const left = browser.open()
  const before = createHotseat({ world: left.world })
  await signIn(before, server)
  before.keep(() => snapshot)
  await clock.pass(0)
  server.kill()
  await clock.pass(5_000)
  before.close()
  left.kill()
  const restored: Restored[] = []
  const after = createHotseat({ world: browser.open().world })
  after.on('restored', (what) => restored.push(what))
  const found = after.restore()
  await clock.pass(20_000)
  server.mode = 'up'
  await clock.pass(20_000)
  expect((await found)?.user.username).toBe('agent01')
  expect(restored).toMatchObject([{ snapshot }])
  expect(server.sent('POST /v1/sign-in')).toBe(1)
  after.close()
})
