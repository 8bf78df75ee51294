import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ChatDesk, openChatDesk } from './chat-desk.ts'
import { type Cluster, createCluster } from './cluster.ts'
import { startPostgres, type TestPostgres } from './postgres.ts'
import { createWidgetClient, openWidgetFeed, type WidgetClient } from './widget-client.ts'

let postgres: TestPostgres
let cluster: Cluster
let url: string
let desk: ChatDesk
let widget: WidgetClient
let id: string
beforeAll(async () => {
  postgres = await startPostgres()
  cluster = await createCluster(await postgres.createDatabase())
  url = (await cluster.start()).url
  desk = await openChatDesk(url, 'agent01')
  widget = createWidgetClient(url)
  await widget.login(null)
  await widget.say('hello')
  id = (await desk.first('offered')).id
  await desk.call('POST', `/v1/chat/conversations/${id}`, { action: 'accept' })
}, 60_000)
afterAll(async () => {
  await cluster.close()
  await postgres.stop()
}, 30_000)

/** As large as a message's number may be: what comes after it is a safe integer still. */
const largest = Number.MAX_SAFE_INTEGER - 1
/** What a message's number cannot be, up to and beyond the integers of the database. */
const beyond = [largest + 1, 2 ** 53, 2 ** 62, 2 ** 63 - 1024, 2 ** 63, 2 ** 64, 1e300, -1, -(2 ** 63), 0.5]
const stateAfter = (after: object) => widget.call('GET', `state?after=${encodeURIComponent(JSON.stringify(after))}`)

test.each(beyond)('[CH20] PostgreSQL is asked for no message with the number %d', async (wrong) => {
  const marks = { delivered: wrong, read: 0 }
  const answers = await Promise.all([
    widget.call('POST', 'resume', { after: { [id]: wrong } }),
    stateAfter({ [id]: wrong }),
    widget.call('PUT', 'marks', { conversationId: id, ...marks }),
    widget.call('PUT', 'marks', { conversationId: id, delivered: 0, read: wrong }),
    desk.call('PUT', `/v1/chat/conversations/${id}/marks`, marks),
    desk.call('GET', `/v1/chat/conversations/${id}/messages?after=${wrong}`),
    desk.call('GET', `/v1/chat/conversations/${id}/messages?limit=${wrong}`),
  ])
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 400))
  const feed = openWidgetFeed(url, 'http://localhost:4444')
  feed.socket.on('open', () => feed.socket.send(JSON.stringify({ type: 'auth', token: widget.token, after: { [id]: wrong } })))
  expect((await feed.first('bye')).reason).toBe('protocol')
})

test('[CH20] [CH5] after the largest number nothing comes, and a mark on it is one on the last message', async () => {
  const nothing = { threads: [{ messages: [] }] }
  const resumed = await widget.call('POST', 'resume', { after: { [id]: largest } })
  expect([resumed.status, resumed.document]).toMatchObject([200, nothing])
  const state = await stateAfter({ [id]: largest })
  expect([state.status, state.document]).toMatchObject([200, nothing])
  const feed = await widget.follow({ [id]: largest })
  expect(feed.frames[0]).toMatchObject({ type: 'hello', state: nothing })
  feed.socket.close()
  // A query has at most 15 digits.
  const read = await desk.call('GET', `/v1/chat/conversations/${id}/messages?after=${'9'.repeat(15)}`)
  expect([read.status, read.document]).toEqual([200, { messages: [], lastSeq: 1 }])
  const marks = { delivered: largest, read: largest }
  expect((await desk.call('PUT', `/v1/chat/conversations/${id}/marks`, marks)).status).toBe(200)
  expect((await widget.call('PUT', 'marks', { conversationId: id, ...marks })).status).toBe(200)
  const last = { delivered: 1, read: 1 }
  expect((await desk.conversations('open'))[0]).toMatchObject({ agentMarks: last, customerMarks: last })
})
