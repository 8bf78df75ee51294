import { createHotseat, type HotseatOptions } from '../create-hotseat.ts'
import type { Hotseat } from '../hotseat.ts'
import type { Store } from '../world.ts'
import { TestBrowser, type TestTab } from './test-browser.ts'
import { TestServer } from './test-server.ts'
import { createVirtualClock } from './virtual-clock.ts'

/** A store whose values a test may look at. */
export function createOpenStore(): Store & { readonly values: Map<string, unknown> } {
  const values = new Map<string, unknown>()
  return {
    values,
    read: async (key) => values.get(key),
    write: async (key, value) => void values.set(key, value),
    remove: async (key) => void values.delete(key),
    readAll: async (prefix) => [...values].filter(([key]) => key.startsWith(prefix)).map(([, value]) => value),
  }
}

/** A server and a browser on one clock. */
export function startTest() {
  const clock = createVirtualClock()
  const server = new TestServer(clock)
  const store = createOpenStore()
  return { clock, server, store, browser: new TestBrowser(server, clock, store) }
}

/** Signs agent01 in. */
export async function signIn(hotseat: Hotseat, server: TestServer): Promise<void> {
  await hotseat.signIn({ tenant: 'demo', username: 'agent01', password: server.password, extension: '5001' })
}

/** A tab in which agent01 has signed in and is connected. */
export async function signedInTab(options: Omit<HotseatOptions, 'world'> & { readonly pageOrigin?: string | null } = {}) {
  const test = startTest()
  const { pageOrigin, ...rest } = options
  const tab: TestTab = test.browser.open(pageOrigin === undefined ? {} : { pageOrigin })
  const hotseat = createHotseat({ ...rest, world: tab.world })
  await signIn(hotseat, test.server)
  await test.clock.pass(0)
  return { ...test, tab, hotseat }
}
