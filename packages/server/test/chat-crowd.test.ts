import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ChatServer, startChatServer } from './chat-server.ts'
import { feedOf } from './stage.ts'

let server: ChatServer
beforeEach(async () => {
  server = await startChatServer()
})
afterEach(() => server.close())

const customers = 200
const agents = 20

test('[CH12] [CH20] two hundred conversations at once: each with one agent, every line heard once and in order by both', async () => {
  const { deps } = server.stage
  const most = customers / agents
  await deps.store
    .tenant('demo')
    .transact(async (tx) => tx.put('media', { id: 'chat', name: 'Chat', maxDialogLimit: most, position: 2 }))
  const names = Array.from({ length: agents }, (_, at) => `agent${String(at + 1).padStart(2, '0')}`)
  const desks = await Promise.all(names.map((name) => server.agent(name)))
  const widgets = await Promise.all(Array.from({ length: customers }, (_, at) => server.customer(`Customer${at}`)))
  const feeds = await Promise.all(widgets.map((widget) => widget.follow()))
  const begun = await Promise.all(widgets.map((widget, at) => widget.say(`${at}: 1`)))
  const ids = begun.map(({ document }) => document.conversation.id)

  for (let round = 0; round < most; round++) {
    await server.routed()
    await Promise.all(
      desks.map(async (desk) => {
        const { id } = await server.conversation(desk, 'offered')
        await desk.get('actOnConversation', { params: { id }, body: { action: 'accept' } })
      }),
    )
  }
  await server.routed()
  const held = await Promise.all(desks.map(async (desk) => (await desk.get('conversations', { query: {} })).conversations))
  expect(held.map((mine) => mine.filter(({ state }) => state === 'open').length)).toEqual(desks.map(() => most))
  expect(
    held
      .flat()
      .map(({ id }) => id)
      .toSorted(),
  ).toEqual(ids.toSorted())

  const answers = desks.map((desk, at) =>
    Promise.all(
      (held[at] ?? []).map(async ({ id }) => {
        for (const line of ['one', 'two'])
          await desk.get('sayInConversation', { params: { id }, body: { clientId: `agent-${line}-${at}`, text: line } })
      }),
    ),
  )
  const more = widgets.map(async (widget, at) => {
    for (const line of [2, 3]) await widget.say(`${at}: ${line}`)
  })
  await Promise.all([...answers, ...more])
  await Promise.all(feeds.map((feed) => feed.first('message', ({ message }) => message.seq === 5)))
  for (const [at, feed] of feeds.entries()) {
    const told = feed.frames.flatMap((frame) => (frame.type === 'message' ? [frame] : []))
    expect(told.map(({ message, conversationId }) => [conversationId, message.seq])).toEqual(
      [1, 2, 3, 4, 5].map((seq) => [ids[at], seq]),
    )
    const own = told.filter(({ message }) => message.from === 'customer').map(({ message }) => message.text)
    expect(own).toEqual([1, 2, 3].map((line) => `${at}: ${line}`))
    feed.socket.close()
  }
  const offered = (await feedOf(deps.store)).filter(({ kind }) => kind === 'conversation.offered')
  expect(offered.length).toBe(customers)
}, 60_000)
