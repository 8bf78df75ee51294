import { createAcqueon } from '../src/compat/acqueon/create-acqueon.ts'
import { demoPassword, seedDemo } from '../src/demo/seed-demo.ts'
import { createHandlers } from '../src/handlers.ts'
import { createTestNode } from '../src/http/test-node.ts'
import { createMemoryStore } from '../src/store/memory/create-memory-store.ts'
import { type BusClient, nameOf, openBus } from './bus-client.ts'
import { createTestNode as createStageNode, type TestBrowser } from './stage.ts'
import { createTestClock } from './test-clock.ts'

/** A listening server with the demo data, a clock that stands, and clients of the bus. */
export type AcqueonRig = Awaited<ReturnType<typeof createAcqueonRig>>

export async function createAcqueonRig(env: Record<string, string> = {}) {
  const store = createMemoryStore()
  const clock = createTestClock()
  const stage = { ...createStageNode({ store, clock }), clock }
  await seedDemo(stage.deps)
  const faults: unknown[] = []
  const { node } = await createTestNode({
    handlers: createHandlers(stage.deps),
    deps: stage.deps,
    presence: stage.presence,
    env: { HOTSEAT_PORT: '0', ...env },
    adapters: [(parts) => createAcqueon({ ...parts, onFault: (error) => void faults.push(error) })],
  })
  const { url } = await node.start()
  const clients: BusClient[] = []

  const open = (options: Parameters<typeof openBus>[1] = {}) => {
    const client = openBus(url, options)
    clients.push(client)
    return client
  }
  /** A client that has registered. */
  const register = async (data?: object, options: Parameters<typeof openBus>[1] = {}) => {
    const client = open(options)
    client.send('Registration', 'Register', data)
    await client.message('Registration/Registered')
    return client
  }
  return {
    stage,
    node,
    /** What the adapter told as a fault of the server's own. */
    faults,
    /** Everything that is stored. */
    tables: () => store.snapshot().tables,
    url,
    open,
    register,
    /** Signs in on a line; the names of what follows, up to the last of the fifteen or the failure. */
    async signIn(client: BusClient, username: string, more: object = {}) {
      client.send('Agent', 'SetUserInfo', { username, password: demoPassword, extension: extensionOf(username), ...more })
      const events = []
      for (;;) {
        const event = await client.next()
        if (event === undefined) throw new Error('the socket closed')
        events.push(event)
        if (['Agent/SetWrapupCode', 'Agent/LoginFailed', 'Error/RequestRefused'].includes(nameOf(event))) return events
      }
    },
    /** The same person's desk by the native API, on the session that the line has: what others see of it. */
    async agent(username: string) {
      return (await stage.deps.store.tenant('demo').get('agents', { userId: `u-${username}` }))?.agent
    },
    /** The person's live session, for what they do by another way. */
    async caller(username: string) {
      const tenant = stage.deps.store.tenant('demo')
      const sessions = await tenant.find('sessions', { where: { userId: `u-${username}`, endedAt: null } })
      const member = await tenant.get('members', { id: `u-${username}` })
      const [session] = sessions
      if (session === undefined || member === undefined) throw new Error(`${username} has no session`)
      return { session, member }
    },
    facts: { address: '192.0.2.1', userAgent: 'test', origin: url, sameOrigin: true, browserToken: null, subId: '' },
    async browser(username: string, more: Parameters<TestBrowser['signIn']>[1] = {}) {
      const browser = stage.browser()
      const answer = await browser.signIn(username, more)
      if (!answer.ok) throw new Error(answer.refusal.code)
      return browser
    },
    async setPreference(key: string, value: string | readonly string[]) {
      await store.tenant('demo').transact(async (tx) => {
        tx.put('preferences', { level: 'tenant', key, value, locked: false, changedAt: 1, changedBy: null })
        const data = { level: 'tenant', key, value, previous: null, locked: false }
        await tx.emit({ kind: 'preference.changed', userId: null, data }, { at: 1, by: null })
      })
    },
    async close() {
      for (const { socket } of clients) socket.terminate()
      await node.close()
    },
  }
}

/** The demo data's own number of an agent. */
export function extensionOf(username: string): string {
  return String(5000 + Number(username.slice(-2)))
}
