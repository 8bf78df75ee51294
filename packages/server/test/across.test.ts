import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoPassword } from '../src/demo/seed-demo.ts'
import { realWorld } from '../src/real-world.ts'
import { type ServerProcess, startServerProcess } from './server-process.ts'
import { askToSignIn, call, native, signInNatively } from './vendors/native.ts'
import { documentOf, type Vendor, type VendorSession } from './vendors/vendor.ts'
import { vendors } from './vendors/vendors.ts'

const soonMs = 1_000
const wrong = 'certainly not this one'

let server: ServerProcess
beforeAll(async () => {
  server = await startServerProcess()
}, 60_000)
afterAll(() => server.dispose())

let used = 0
/** An agent whom no other test has touched. */
function nextAgent(): string {
  used += 1
  return `agent${String(used).padStart(2, '0')}`
}

async function signIn(vendor: Vendor, username: string, password = demoPassword): Promise<VendorSession> {
  const session = await vendor.signIn(server.url, username, password)
  if (session === null) throw new Error(`${vendor.name} refuses ${username}`)
  return session
}

/** The code with which the native API refuses, null when it signs in. */
async function nativeCode(username: string, password: string): Promise<string | null> {
  const answer = await askToSignIn(server.url, username, password)
  const { code = null } = (await answer.json()) as { code?: string }
  return code
}

/** Who looks at the floor. */
async function openFloor() {
  const { headers } = await signInNatively(server.url, 'supervisor01')
  type Floor = { agents: { username: string; presence: string; states: { state: string }[] }[] }
  return async (username: string) => {
    const { agents } = await documentOf<Floor>(await call(server.url, 'GET', '/v1/floor', headers))
    const agent = agents.find((each) => each.username === username)
    return { presence: agent?.presence, state: agent?.states[0]?.state }
  }
}

/** All of them are over within a second from now. */
async function expectOver(sessions: readonly VendorSession[]): Promise<void> {
  const { now } = realWorld.clock
  const since = now()
  const live = async () => (await Promise.all(sessions.map((session) => session.isLive()))).filter((isLive) => isLive).length
  await expect.poll(live, { interval: 50, timeout: 5_000 }).toBe(0)
  expect(now() - since).toBeLessThan(soonMs)
}

/** Every API once first, with the ones that come after it. */
const rotations = vendors.map((first, at) => [first.name, [...vendors.slice(at), ...vendors.slice(0, at)]] as const)
const nth = (list: readonly Vendor[], at: number): Vendor => list[at % list.length] ?? native

describe('across all APIs', () => {
  test.each(rotations)(
    '[CP10] [S-12] [S-13] two wrong passwords by %s, two by the next and one by another block all; who works is not disturbed',
    async (_name, order) => {
      const username = nextAgent()
      const working = await signIn(nth(order, 3), username)
      await working.setState('READY')
      const guesses = [nth(order, 0), nth(order, 0), nth(order, 1), nth(order, 1)]
      for (const vendor of guesses) expect(await vendor.signIn(server.url, username, wrong)).toBeNull()
      expect(await nth(order, 2).signIn(server.url, username, wrong)).toBeNull()
      expect(await nativeCode(username, demoPassword)).toBe('signIn.blocked')
      for (const vendor of vendors) expect([vendor.name, await vendor.signIn(server.url, username)]).toEqual([vendor.name, null])
      expect(await working.isLive()).toBe(true)
      expect(await working.state()).toBe('READY')
      await working.setState('NOT_READY')
      working.close()
    },
  )

  test('[CP10] [S-10] four wrong ones block nobody, and a right one by any API clears them for all', async () => {
    const username = nextAgent()
    for (const vendor of vendors) {
      for (let each = 0; each < 4; each++) expect(await nativeCode(username, wrong)).toBe('signIn.credentials')
      await (await signIn(vendor, username)).signOut()
    }
  })

  test('[CP11] [CP1] [SO31] an agent signs in by all of them at one desk; READY by one is READY by all and on the floor', async () => {
    const username = nextAgent()
    const floor = await openFloor()
    const sessions: VendorSession[] = []
    for (const vendor of vendors) sessions.push(await signIn(vendor, username))
    for (const session of sessions) {
      for (const state of ['READY', 'NOT_READY'] as const) {
        await session.setState(state)
        for (const each of sessions) await expect.poll(() => each.state(), { interval: 20, timeout: soonMs }).toBe(state)
        expect((await floor(username)).state).toBe(state)
      }
    }
    for (const session of sessions) session.close()
  })

  test('[CP11] [SO23] who signs in by the same API somewhere else goes on there in the same state, and here it is over', async () => {
    const username = nextAgent()
    for (const vendor of vendors) {
      const before = await signIn(vendor, username)
      await before.setState('READY')
      const after = await signIn(vendor, username)
      // A password that comes with every call is one desk, wherever it comes from (SO28).
      if (vendor.name !== 'genesys') await expectOver([before])
      expect([vendor.name, await after.state()]).toEqual([vendor.name, 'READY'])
      before.close()
      await after.signOut()
      after.close()
    }
  })

  test.each(vendors.map((vendor) => [vendor.name, vendor] as const))(
    '[CP12] [SO32] [S-24] a sign-out by %s ends what an agent has in all APIs within a second, and the work with it',
    async (_name, vendor) => {
      const username = nextAgent()
      const floor = await openFloor()
      const all = await signInByAll(username)
      expect((await floor(username)).presence).not.toBe('out')
      await all.get(vendor.name)?.signOut()
      await expectOver([...all.values()])
      expect((await floor(username)).presence).toBe('out')
      for (const session of all.values()) session.close()
    },
  )

  test('[CP12] [S-24] a sign-out everywhere ends what a supervisor has in all APIs within a second', async () => {
    const all = [...(await signInByAll('consultant01')).values()]
    const { headers } = await signInNatively(server.url, 'consultant01')
    await documentOf(await call(server.url, 'POST', '/v1/sign-out', headers, { everywhere: true }))
    await expectOver(all)
  })

  test('[CP13] [S-05] a changed password ends the sessions of all APIs within a second', async () => {
    const all = [...(await signInByAll('analyst01')).values()]
    const { headers } = await signInNatively(server.url, 'analyst01')
    const body = { current: demoPassword, next: 'another horse and another battery' }
    await documentOf(await call(server.url, 'POST', '/v1/password', headers, body))
    await expectOver(all)
    for (const vendor of vendors) expect([vendor.name, await vendor.signIn(server.url, 'analyst01')]).toEqual([vendor.name, null])
  })
})

/** Signed in through all of them at once: each is an application of its own at the desk. */
async function signInByAll(username: string): Promise<ReadonlyMap<string, VendorSession>> {
  const all = new Map<string, VendorSession>()
  for (const vendor of vendors) all.set(vendor.name, await signIn(vendor, username))
  for (const [name, session] of all) expect([name, await session.isLive()]).toEqual([name, true])
  return all
}
