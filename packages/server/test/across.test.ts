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

  test('[CP11] [CP1] READY by one is READY by all and on the floor; an agent who signs in by another keeps it', async () => {
    const username = nextAgent()
    const floor = await openFloor()
    let before: VendorSession | null = null
    let state: 'READY' | 'NOT_READY' = 'NOT_READY'
    for (const vendor of [...vendors, ...vendors]) {
      const session: VendorSession = await signIn(vendor, username)
      expect([vendor.name, await session.state()]).toEqual([vendor.name, state])
      // An agent works in one place: where they worked before is over.
      if (before !== null && vendors.length > 1) await expectOver([before])
      before?.close()
      state = state === 'READY' ? 'NOT_READY' : 'READY'
      await session.setState(state)
      expect(await session.state()).toBe(state)
      expect((await floor(username)).state).toBe(state)
      before = session
    }
    before?.close()
  })

  test.each(vendors.map((vendor) => [vendor.name, vendor] as const))(
    '[CP12] [S-24] a sign-out by %s ends the agent’s work for all within a second',
    async (_name, vendor) => {
      const username = nextAgent()
      const floor = await openFloor()
      const session = await signIn(vendor, username)
      expect((await floor(username)).presence).not.toBe('out')
      await session.signOut()
      await expectOver([session])
      expect((await floor(username)).presence).toBe('out')
      session.close()
    },
  )

  test('[CP12] [S-24] a sign-out everywhere ends what a supervisor has in all APIs within a second', async () => {
    const all = await signInByAll('consultant01')
    const { headers } = await signInNatively(server.url, 'consultant01')
    await documentOf(await call(server.url, 'POST', '/v1/sign-out', headers, { everywhere: true }))
    await expectOver(all)
  })

  test('[CP13] [S-05] a changed password ends the sessions of all APIs within a second', async () => {
    const all = await signInByAll('analyst01')
    const { headers } = await signInNatively(server.url, 'analyst01')
    const body = { current: demoPassword, next: 'another horse and another battery' }
    await documentOf(await call(server.url, 'POST', '/v1/password', headers, body))
    await expectOver(all)
    for (const vendor of vendors) expect([vendor.name, await vendor.signIn(server.url, 'analyst01')]).toEqual([vendor.name, null])
  })
})

/** Who is no agent may be signed in through all of them at once; where an API knows one place only, it comes first. */
async function signInByAll(username: string): Promise<readonly VendorSession[]> {
  const sessions: VendorSession[] = []
  for (const vendor of vendors.toSorted((a, b) => Number(b.name === 'ameyo') - Number(a.name === 'ameyo')))
    sessions.push(await signIn(vendor, username))
  expect(await Promise.all(sessions.map((session) => session.isLive()))).toEqual(sessions.map(() => true))
  return sessions
}
