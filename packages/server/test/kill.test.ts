import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ServerProcess, startServerProcess } from './server-process.ts'
import { vendors } from './vendors/vendors.ts'

let server: ServerProcess
beforeAll(async () => {
  server = await startServerProcess()
}, 60_000)
afterAll(() => server.dispose())

test('[CP14] an agent of any API comes back after kill -9 in the same state, by what that API offers', async () => {
  const working = []
  for (const [at, vendor] of vendors.entries()) {
    const session = await vendor.signIn(server.url, `agent${String(at + 1).padStart(2, '0')}`)
    if (session === null) throw new Error(`${vendor.name} refuses`)
    // Every other one is READY, so that neither state is what anybody would be in anyway.
    const state = at % 2 === 0 ? 'READY' : 'NOT_READY'
    await session.setState('READY')
    if (state === 'NOT_READY') await session.setState(state)
    working.push({ vendor, session, state })
  }
  await server.kill()
  await server.startAgain()
  for (const { vendor, session, state } of working) {
    const again = await session.comeBack()
    expect([vendor.name, await again.state()]).toEqual([vendor.name, state])
    await again.setState(state === 'READY' ? 'NOT_READY' : 'READY')
    await again.signOut()
    session.close()
    again.close()
  }
}, 120_000)
