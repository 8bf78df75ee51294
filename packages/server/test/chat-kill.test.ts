import { afterAll, beforeAll, expect, test } from 'vitest'
import { openChatDesk } from './chat-desk.ts'
import { openFeed } from './feed-client.ts'
import { type ServerProcess, startServerProcess } from './server-process.ts'
import { createWidgetClient, type WidgetClient } from './widget-client.ts'

let server: ServerProcess
beforeAll(async () => {
  server = await startServerProcess()
}, 60_000)
afterAll(() => server.dispose())

const lines = 60

/** Sends the same thing again until the server has answered that it is committed. */
async function until(answered: () => Promise<{ status: number }>): Promise<void> {
  for (;;) {
    const answer = await answered().catch(() => null)
    if (answer?.status === 200) return
    if (answer !== null && answer.status < 500) throw new Error(`refused with ${answer.status}`)
  }
}

/** Everything that a widget is told, over as many sockets as it takes. */
function hear(widget: WidgetClient, id: string, count: number) {
  const told: [number, string][] = []
  const run = async () => {
    while (told.length < count) {
      const feed = await widget.follow({ [id]: told.at(-1)?.[0] ?? 0 }).catch(() => null)
      if (feed === null) continue
      const { state } = await feed.first('hello')
      const thread = state.threads.find(({ conversation }) => conversation.id === id)
      told.push(...(thread?.messages ?? []).map(({ seq, text }): [number, string] => [seq, text]))
      const take = () => {
        for (const frame of feed.frames.splice(0))
          if (frame.type === 'message' && frame.conversationId === id) told.push([frame.message.seq, frame.message.text])
        if (told.length >= count) feed.socket.close()
      }
      feed.socket.on('message', take)
      take()
      await feed.closed
      take()
    }
    return told
  }
  return run()
}

/** The numbers of all messages that a desk is told of, over as many sockets as it takes. */
async function hearAtDesk(cookie: string, id: string, count: number): Promise<readonly number[]> {
  const told: number[] = []
  let offset = 0
  while (told.length < count) {
    const feed = openFeed(server.url, { cookie, origin: server.url }, { query: `?offset=${offset}` })
    while (told.length < count) {
      const frame = await feed.next()
      if (frame === undefined) break
      if (frame.type !== 'event') continue
      offset = Number(frame.offset)
      const { conversationId, seq } = frame.data as { conversationId?: string; seq?: number }
      if (frame.kind === 'message.sent' && conversationId === id && seq !== undefined) told.push(seq)
    }
    feed.socket.terminate()
  }
  return told
}

test('[CH3] [CH20] kill -9 in mid-conversation: every message once, in order, on both sides', async () => {
  const widget = createWidgetClient(server.url)
  await widget.login(null)
  const desk = await openChatDesk(server.url, 'agent01')
  await widget.say('customer 0', 'customer-0000')
  const { id } = await desk.first('offered')
  expect((await desk.call('POST', `/v1/chat/conversations/${id}`, { action: 'accept' })).status).toBe(200)

  const total = 2 * lines + 1
  const [heard, heardAtDesk] = [hear(widget, id, total), hearAtDesk(desk.visitor.cookie, id, total - 1)]
  let said = 0
  const speak = async (who: 'customer' | 'agent') => {
    for (let at = 1; at <= lines; at++) {
      const [clientId, text] = [`${who}-${String(at).padStart(4, '0')}`, `${who} ${at}`]
      await until(() =>
        who === 'customer'
          ? widget.say(text, clientId)
          : desk.call('POST', `/v1/chat/conversations/${id}/messages`, { clientId, text }),
      )
      said += 1
    }
  }
  const kill = async () => {
    for (const after of [lines / 2, lines, (3 * lines) / 2]) {
      while (said < after) await new Promise((resolve) => setImmediate(resolve))
      await server.kill()
      await server.startAgain()
    }
  }
  await Promise.all([speak('customer'), speak('agent'), kill()])

  const told = await heard
  expect(told.map(([seq]) => seq)).toEqual(Array.from({ length: total }, (_, at) => at + 1))
  for (const who of ['customer', 'agent']) {
    const own = told.map(([, text]) => text).filter((text) => text.startsWith(who))
    const from = who === 'customer' ? 0 : 1
    expect(own).toEqual(Array.from({ length: lines + 1 - from }, (_, at) => `${who} ${at + from}`))
  }
  // The first one was said before anybody had the conversation.
  expect(await heardAtDesk).toEqual(Array.from({ length: total - 1 }, (_, at) => at + 2))
  const { document } = await desk.call('GET', `/v1/chat/conversations/${id}/messages`)
  const { messages } = document as { messages: { seq: number; text: string }[] }
  expect(messages.map(({ seq, text }) => [seq, text])).toEqual(told)
}, 120_000)
