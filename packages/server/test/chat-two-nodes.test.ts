import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type ChatDesk, openChatDesk } from './chat-desk.ts'
import { type Cluster, createCluster, follow } from './cluster.ts'
import { startPostgres, type TestPostgres } from './postgres.ts'
import { createTcpProxy } from './tcp-proxy.ts'
import { createWidgetClient } from './widget-client.ts'

let postgres: TestPostgres
let cluster: Cluster
let database: string
beforeAll(async () => {
  postgres = await startPostgres()
}, 60_000)
afterAll(() => postgres.stop())
beforeEach(async () => {
  database = await postgres.createDatabase()
  cluster = await createCluster(database)
}, 60_000)
afterEach(() => cluster.close(), 30_000)

const customers = 12
const most = 3

test('[CH16] [CH20] two nodes on PostgreSQL offer nothing twice, and say what was said on the other one', async () => {
  const [left, right] = [await cluster.start(), await cluster.start()]
  const nodes = [left, right] as const
  const at = (place: number) => nodes[place % 2] ?? left
  const desks: ChatDesk[] = []
  for (let place = 0; place < customers / most; place++) desks.push(await openChatDesk(at(place).url, `agent0${place + 1}`))
  const widgets = await Promise.all(
    Array.from({ length: customers }, async (_, place) => {
      const widget = createWidgetClient(at(place).url)
      await widget.login(null)
      return widget
    }),
  )
  const feeds = await Promise.all(widgets.map((widget) => widget.follow()))
  await Promise.all(widgets.map((widget, place) => widget.say(`hello ${place}`)))

  const hold = async (desk: ChatDesk) => {
    while ((await desk.conversations('open')).length < most) {
      const { id } = await desk.first('offered')
      const accepted = await desk.call('POST', `/v1/chat/conversations/${id}`, { action: 'accept' })
      expect([accepted.status, accepted.document.code]).toEqual([200, undefined])
    }
    return desk.conversations('open')
  }
  const held = await Promise.all(desks.map(hold))
  expect(held.map((mine) => mine.length)).toEqual(desks.map(() => most))
  expect(new Set(held.flat().map(({ id }) => id)).size).toBe(customers)

  const events = await left.server.deps.store.tenant('demo').events({ limit: 10_000 })
  const offers = events.flatMap((event) => (event.kind === 'conversation.offered' ? [event.data.conversationId] : []))
  expect([offers.length, new Set(offers).size]).toEqual([customers, customers])

  await Promise.all(
    desks.map((desk, place) =>
      Promise.all(
        (held[place] ?? []).map(({ id }) =>
          desk.call('POST', `/v1/chat/conversations/${id}/messages`, { clientId: 'agent-0001', text: 'hello to you' }),
        ),
      ),
    ),
  )
  await Promise.all(feeds.map((feed) => feed.first('message', ({ message }) => message.from === 'agent')))
  // Whoever comes back to the other node has what was said.
  const [first] = widgets
  const elsewhere = createWidgetClient(right.url)
  elsewhere.token = first?.token ?? ''
  const { state } = await (await elsewhere.follow()).first('hello')
  expect(state.threads[0]?.messages.map(({ text }) => text)).toEqual(['hello 0', 'hello to you'])
}, 60_000)

test('[CH22] typing reaches the other side on another node, both ways', async () => {
  const [left, right] = [await cluster.start(), await cluster.start()]
  const desk = await openChatDesk(left.url, 'agent01')
  const widget = createWidgetClient(right.url)
  await widget.login(null)
  await widget.say('hello')
  const { id } = await desk.first('offered')
  await desk.call('POST', `/v1/chat/conversations/${id}`, { action: 'accept' })
  const [tab, feed] = [await follow(left.url, desk.visitor), await widget.follow()]
  let isHeard = false
  const heard = feed.first('typing').then((frame) => {
    isHeard = true
    return frame
  })
  // What is said while a node that has just started does not listen yet is lost.
  while (!isHeard) {
    const told = await desk.call('POST', `/v1/chat/conversations/${id}/typing`, {})
    expect([told.status, told.document]).toEqual([200, { done: true }])
  }
  expect(await heard).toEqual({ type: 'typing', conversationId: id })
  feed.socket.send(JSON.stringify({ type: 'typing', conversationId: id }))
  expect(await tab.nextOf('typing')).toEqual({ type: 'typing', conversationId: id })
  for (const { socket } of [tab, feed]) socket.close()
}, 60_000)

test('[CH24] [S-24] a node that is cut off from the database sends its widgets to the others, who tell them what was said', async () => {
  const near = await cluster.start()
  const proxy = await createTcpProxy(Number(new URL(database).port))
  const through = new URL(database)
  through.port = String(proxy.port)
  const far = await cluster.start({ database: String(through) })
  const [widget, other] = [createWidgetClient(far.url), createWidgetClient(near.url)]
  await widget.login(null)
  other.token = widget.token
  const feed = await widget.follow()
  await feed.first('hello')

  proxy.freeze()
  expect((await other.say('from another device')).status).toBe(200)
  expect(await feed.first('bye')).toMatchObject({ reason: 'draining' })
  const { state } = await (await other.follow()).first('hello')
  expect(state.threads[0]?.messages.map(({ text }) => text)).toEqual(['from another device'])
  proxy.thaw()
  await far.stop()
  await proxy.close()
}, 60_000)
