import { expect, test } from 'vitest'
import { createHotseat, type HotseatOptions } from './create-hotseat.ts'
import { signIn, startTest } from './testing/start-test.ts'

/** agent01 at a desk where the answers to one path can be held back: done at the server, still under way to the client. */
async function deskWithSlowAnswers(path: string, options: Omit<HotseatOptions, 'world'> & { readonly pageOrigin?: string } = {}) {
  const { pageOrigin, ...rest } = options
  const test = startTest()
  const { world } = test.browser.open(pageOrigin === undefined ? {} : { pageOrigin })
  const held: (() => void)[] = []
  let holds = false
  const hotseat = createHotseat({
    ...rest,
    world: {
      ...world,
      async fetch(url, init) {
        const response = await world.fetch(url, init)
        if (holds && new URL(url).pathname === path) await new Promise<void>((resolve) => held.push(resolve))
        return response
      },
    },
  })
  await signIn(hotseat, test.server)
  await test.clock.pass(0)
  return {
    ...test,
    hotseat,
    hold: () => {
      holds = true
    },
    /** The newest answer arrives first. */
    async release() {
      holds = false
      for (const go of held.splice(0).reverse()) go()
      await test.clock.pass(0)
    },
  }
}

const elsewhere = { pageOrigin: 'https://crm.example', origin: 'https://hotseat.test' } as const

test('[S-24] a document that was being read again does not outlive a sign-out', async () => {
  const { hotseat, server, clock, hold, release } = await deskWithSlowAnswers('/v1/session')
  hold()
  server.emit({ kind: 'preferences.reloaded', userId: null, data: { by: null } })
  await clock.pass(5_000)
  await hotseat.signOut()
  await release()
  expect(server.sent('GET /v1/session')).toBe(1)
  expect(hotseat.session).toBeNull()
})

test('a document read for a change that came before the last one changes nothing', async () => {
  const { hotseat, server, clock, hold, release } = await deskWithSlowAnswers('/v1/session')
  hold()
  server.preferences = { 'continuity.keepAliveMs': 10_000 }
  server.emit({ kind: 'preferences.reloaded', userId: null, data: { by: null } })
  await clock.pass(5_000)
  server.preferences = { 'continuity.keepAliveMs': 30_000 }
  server.emit({ kind: 'preferences.reloaded', userId: null, data: { by: null } })
  await clock.pass(5_000)
  await release()
  expect(hotseat.session?.preferences).toEqual({ 'continuity.keepAliveMs': 30_000 })
  hotseat.close()
})

test('[S-24] a token that was being renewed does not outlive a sign-out', async () => {
  const { hotseat, server, clock, hold, release } = await deskWithSlowAnswers('/v1/resume', elsewhere)
  hold()
  await clock.pass(240_000)
  expect(server.sent('POST /v1/resume')).toBe(1)
  await hotseat.signOut()
  await release()
  expect(hotseat.session).toBeNull()
})

test('a client that is closed while it renews its token renews it no more', async () => {
  const { hotseat, server, clock, hold, release } = await deskWithSlowAnswers('/v1/resume', elsewhere)
  hold()
  await clock.pass(240_000)
  hotseat.close()
  await release()
  const before = server.log.length
  await clock.pass(3_600_000)
  expect(server.log).toHaveLength(before)
})
