import fc from 'fast-check'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import type { VendorRoute } from '../src/compat/adapter.ts'
import { findDemoShopKey } from '../src/demo/demo-shop-key.ts'
import { demoPassword } from '../src/demo/seed-demo.ts'
import { createHandlers } from '../src/handlers.ts'
import { createTestNode, type TestNode } from '../src/http/test-node.ts'
import { createMemoryStore, type MemoryStore } from '../src/store/memory/create-memory-store.ts'
import { signToken } from './chat-rig.ts'
import { anything, fitting, mutated, nasty } from './fitting.ts'
import { createStage } from './stage.ts'
import { basicOf } from './vendors/genesys.ts'
import { refusals } from './vendors/refusals.ts'
import { vendors } from './vendors/vendors.ts'
import { createWidgetClient } from './widget-client.ts'

let store: MemoryStore
let rig: TestNode
let url: string
beforeEach(async () => {
  store = createMemoryStore()
  const { deps, presence } = await createStage({ store })
  rig = await createTestNode({ handlers: createHandlers(deps), deps, presence, env: { HOTSEAT_PORT: '0' } })
  url = (await rig.node.start()).url
})
afterEach(async () => {
  const closed = rig.node.close()
  // A client that gave a stream up opens a new line at once, and has nothing to say on it.
  rig.node.app.server.closeAllConnections()
  await closed
})

const { node: idle } = await createTestNode()
await idle.close()
const rows = idle.adapters.flatMap(({ name, routes }) =>
  routes.map((route) => [`${route.method} ${route.path}`, name, route] as const),
)
/** The routes that took something: the others would show nothing. */
const accepted = new Set<string>()
afterAll(() => expect(rows.map(([title]) => title).filter((title) => !accepted.has(title))).toEqual([]))

const words = fc.oneof(
  nasty,
  fc.string(),
  fc.constantFrom('agent07', 'contactCenter', 'devices,channels', '-1', '99999999999999999999'),
)
const query = fc.dictionary(
  fc.constantFrom(
    'sessionId',
    'userId',
    'contextType',
    'contextId',
    'listener-name',
    'lastProcessedPush',
    'subresources',
    'tenant',
    'project',
    'x',
  ),
  words,
  { maxKeys: 3 },
)
/** Who asks: nobody, somebody with a wrong password, or people who are signed in by this API. */
const who = fc.constantFrom('nobody', 'guesser', 'agent07', 'admin01')

/** What a client with good intentions writes into members of these names; `sessionId` is its own. */
const honest: Readonly<Record<string, unknown>> = {
  ...{ userId: 'agent07', token: demoPassword, domain: 'demo', forceLogin: true, status: 'READY', lastProcessedPushId: 0 },
  ...{ oldPassword: demoPassword, newPassword: 'another horse and another battery', isAutoReloginEnabled: 'true' },
  ...{ campaignId: 'inbound-support', extension: '5007', medium: 'voice', properties: null, reason: null },
  ...{
    channels: ['voice', 'chat'],
    reasonCode: 11,
    place: null,
    username: 'agent07',
    password: demoPassword,
    oneTimeCode: undefined,
    deviceKey: undefined,
    deviceProof: undefined,
  },
}
const operationNames = fc.constantFrom('StartContactCenterSession', 'EndContactCenterSession', 'Ready', 'NotReady', 'Ready')

/** The body with honest values in all members that have one. */
function made(body: unknown, own: Readonly<Record<string, unknown>>): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body
  const members = Object.entries(body).map(([name, value]) => [name, name in own ? own[name] : made(value, own)])
  return Object.fromEntries(members)
}

/** What a client of this API sends with every call. */
async function headersOf(name: string, asker: string): Promise<Readonly<Record<string, string>>> {
  if (asker === 'nobody') return {}
  if (asker === 'guesser') return { authorization: basicOf('agent08', 'certainly not this one') }
  const vendor = vendors.find((each) => name.startsWith(each.name))
  const session = await vendor?.signIn(url, asker)
  session?.close()
  return session?.headers ?? {}
}

type Customer = { readonly headers: Readonly<Record<string, string>>; readonly honest: Readonly<Record<string, unknown>> }
const shop = 'http://localhost:4444'

/** The clock stands, so one customer could sign in twenty times in all (CU6). */
let customers = 0

/** A customer of the chat, with a conversation; or a page that may not show it, and one whom nobody is signed in on. */
async function customerOf(asker: string): Promise<Customer> {
  if (asker === 'guesser') return { headers: { origin: 'https://elsewhere.example', authorization: 'Bearer demo.x' }, honest: {} }
  const key = await findDemoShopKey(rig.deps)
  const s = rig.deps.clock.now() / 1_000
  customers += 1
  const token = signToken({ email: `${asker}-${customers}@shop.example`, exp: s + 300 }, key?.secret ?? '')
  const where = { tenant: 'demo', project: 'support', previous: undefined, name: 'Mia', after: undefined, text: 'Hello' }
  if (asker === 'nobody') return { headers: { origin: shop }, honest: { ...where, token } }
  const widget = createWidgetClient(url, { origin: shop })
  await widget.login(token)
  const { document } = await widget.say('Hello')
  const honest = { ...where, token, conversationId: document.conversation.id, clientId: 'a-client-id' }
  return { headers: { origin: shop, authorization: `Bearer ${widget.token}` }, honest }
}

function requestOf({ method, body: schema }: VendorRoute) {
  const none = fc.constant(undefined)
  const body = method === 'GET' ? none : schema ? fc.oneof(fitting(schema), mutated(schema)) : fc.oneof(none, anything)
  const part = fc.oneof(fc.constant('voice'), words)
  return fc.record({
    body,
    query: fc.oneof(fc.constant({}), query),
    part,
    asker: who,
    isHonest: fc.boolean(),
    operationName: operationNames,
  })
}

/** What a refused call may leave behind: that somebody tried, and that whoever called is there. */
const traces = ['signIn.failed', 'signIn.blocked', 'access.denied', 'session.connected', 'session.dropped']

/** Everything else that the store holds, as text. */
function essence(): string {
  const { tables, feeds } = store.snapshot()
  const kept = tables.filter(({ table }) => table !== 'attempts' && table !== 'budgets')
  const events = feeds.flatMap(({ tenantId, events }) =>
    events.filter(({ kind }) => !traces.includes(kind)).map(({ kind, data }) => [tenantId, kind, data]),
  )
  const tidy = kept.map((each) => (each.table === 'sessions' ? { ...each, rows: each.rows.map(withoutSignsOfLife) } : each))
  return JSON.stringify({ tidy, events }, null, 1)
}

function withoutSignsOfLife(row: object): object {
  const { connectedNode: _node, droppedAt: _dropped, dueAt: _due, activeAt: _active, ...rest } = row as Record<string, unknown>
  return rest
}

test.each(rows)(
  '[CP5] [S-69] [S-73] %s of %s never answers with a 5xx, refuses in its shape, and then has changed nothing',
  async (title, name, route) => {
    const shape = refusals[name as keyof typeof refusals]
    expect(shape, `the shape of refusals of ${name}`).toBeDefined()
    const property = fc.asyncProperty(requestOf(route), async ({ body: wild, query, part, asker, isHonest, operationName }) => {
      const customer = name === 'spartez' ? await customerOf(asker) : null
      const headers = customer?.headers ?? (await headersOf(name, asker))
      const own = { ...honest, operationName, sessionId: headers.sessionId, ...customer?.honest }
      const body = isHonest ? made(wild, own) : wild
      const before = essence()
      const path = route.path.replace(/:\w+/g, () => encodeURIComponent(isHonest ? 'voice' : part.toWellFormed()))
      const asked: Record<string, string> = isHonest && path.endsWith('/config') ? { tenant: 'demo', project: 'support' } : query
      const search = new URLSearchParams(
        Object.entries(asked).map(([key, value]): [string, string] => [key, value.toWellFormed()]),
      )
      const json = body === undefined ? {} : { 'content-type': 'application/json' }
      const sent = body === undefined ? {} : { body: JSON.stringify(body) }
      const leaving = new AbortController()
      const init = { method: route.method, headers: { ...headers, ...json }, ...sent, signal: leaving.signal }
      const answer = await fetch(`${url}${path}?${search}`, init)
      // What has no length is a stream, and may have no end.
      const hasEnd = answer.headers.get('content-length') !== null
      const text = hasEnd ? await answer.text() : ''
      leaving.abort()
      const document: unknown = hasEnd && answer.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text
      expect(answer.status, text).toBeLessThan(500)
      const isRefused = shape.Check(document)
      if (answer.status >= 400) expect([answer.status, text, isRefused]).toEqual([answer.status, text, true])
      if (isRefused) expect(essence()).toBe(before)
      else accepted.add(title)
    })
    await fc.assert(property, { numRuns: 60, seed: 2_026 })
    await fc.assert(property, { numRuns: 10 })
  },
)
