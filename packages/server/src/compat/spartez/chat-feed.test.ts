import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ChatServer, startChatServer } from '../../../test/chat-server.ts'
import { openFeed } from '../../../test/feed-client.ts'
import { openWidgetFeed, type WidgetClient, type WidgetFeed } from '../../../test/widget-client.ts'
import { cookieName } from '../../http/cookie.ts'

let server: ChatServer
beforeEach(async () => {
  server = await startChatServer()
})
afterEach(() => server.close())

const origin = 'http://localhost:4444'
const auth = (token: string, after: unknown = {}) => JSON.stringify({ type: 'auth', token, after })
/** An open socket that has said nothing yet. */
async function opened(from = origin): Promise<WidgetFeed> {
  const feed = openWidgetFeed(server.url, from)
  await new Promise<void>((resolve) => feed.socket.once('open', resolve))
  return feed
}
const numbers = (feed: WidgetFeed) => feed.frames.flatMap((frame) => (frame.type === 'message' ? [frame.message.seq] : []))
const helloOf = async (widget: WidgetClient, after: Record<string, number>) => (await widget.follow(after)).first('hello')

test('[CH20] hello holds what came after the numbers that are known; what comes later comes once, in order', async () => {
  const mia = await server.customer()
  const { id } = (await mia.say('1')).document.conversation
  await mia.say('2')
  const all = await helloOf(mia, {})
  expect(all.state.threads.map(({ messages }) => messages.map(({ seq }) => seq))).toEqual([[1, 2]])
  const feed = await mia.follow({ [id]: 1, 'no-such': 7 })
  const hello = await feed.first('hello')
  expect(hello.state.threads[0]?.messages.map(({ seq }) => seq)).toEqual([2])
  await Promise.all(Array.from({ length: 30 }, (_, at) => mia.say(`more ${at}`)))
  await feed.first('message', ({ message }) => message.seq === 32)
  expect(numbers(feed)).toEqual(Array.from({ length: 30 }, (_, at) => at + 3))
  const beyond = await helloOf(mia, { [id]: 999 })
  expect(beyond.state.threads[0]?.messages).toEqual([])
})

test('[CH20] what is said while a widget comes in is in hello or behind it, never in both and never in neither', async () => {
  const mia = await server.customer()
  const { id } = (await mia.say('1')).document.conversation
  for (let round = 0; round < 10; round++) {
    const known = (await helloOf(mia, {})).state.threads[0]?.conversation.lastSeq ?? 0
    const feed = openWidgetFeed(server.url, origin)
    feed.socket.on('open', () => feed.socket.send(auth(mia.token, { [id]: known })))
    await Promise.all(Array.from({ length: 6 }, () => mia.say('now')))
    await mia.say('last')
    const { state } = await feed.first('hello')
    const first = state.threads[0]?.messages.map(({ seq }) => seq) ?? []
    if (!first.includes(known + 7)) await feed.first('message', ({ message }) => message.seq === known + 7)
    expect([...first, ...numbers(feed)]).toEqual(Array.from({ length: 7 }, (_, at) => known + 1 + at))
    feed.socket.terminate()
  }
})

test('[CH20] a customer’s other device hears what the first one says, and a conversation that it begins', async () => {
  const [phone, laptop] = [await server.customer(), await server.customer()]
  const feed = await laptop.follow()
  await phone.say('From the phone')
  expect((await feed.first('message')).message).toMatchObject({ seq: 1, text: 'From the phone' })
})

test('[CH20] nobody hears another customer’s', async () => {
  const [mia, noah] = [await server.customer('Mia'), await server.customer('Noah')]
  const feed = await noah.follow()
  await mia.say('Secret')
  await noah.say('Mine')
  await feed.first('message', ({ message }) => message.text === 'Mine')
  expect(JSON.stringify(feed.frames)).not.toContain('Secret')
})

test('[CH21] a socket that is not heard of is dead after 30 s; one that pings lives', async () => {
  const { clock } = server.stage
  const mia = await server.customer()
  const [silent, lively] = [await mia.follow(), await mia.follow()]
  // Its own pongs would be signs of life: the line is stopped, as that of a phone in a tunnel.
  silent.socket.pause()
  for (let second = 0; second < 32; second++) {
    lively.socket.send(JSON.stringify({ type: 'ping', n: second }))
    await lively.first('pong', ({ n }) => n === second)
    clock.advance(1_000)
  }
  silent.socket.resume()
  expect(await silent.closed).toBe(1006)
  lively.socket.send(JSON.stringify({ type: 'ping', n: 99 }))
  await lively.first('pong', ({ n }) => n === 99)
})

test('[CH21] [CU3] a session that ends closes its own sockets with the reason, and no other', async () => {
  const [phone, laptop] = [await server.customer(), await server.customer()]
  const [over, stays] = [await phone.follow(), await laptop.follow()]
  await phone.call('POST', 'logout')
  expect((await over.first('bye')).reason).toBe('chat.session')
  expect(await over.closed).toBe(1008)
  stays.socket.send(JSON.stringify({ type: 'ping', n: 1 }))
  await stays.first('pong')
  expect((await phone.call('GET', 'state')).code).toBe('chat.session')
})

test('[CH21] [CT13] a key that is revoked, a project that is disabled, a session whose time is over: told at once', async () => {
  const admin = server.stage.browser()
  await admin.signIn('admin01')
  const [revoked, late] = [await (await server.customer()).follow(), await (await server.customer('Noah')).follow()]
  const guest = await server.customer('Ada', {})
  await guest.login(null)
  const anonymous = await guest.follow()
  await admin.get('revokeChatKey', { params: { id: 'support', kid: 'demo-shop' } })
  expect((await revoked.first('bye')).reason).toBe('chat.session')
  expect((await late.first('bye')).reason).toBe('chat.session')
  await admin.get('changeChatProject', { params: { id: 'support' }, body: { disabled: true } })
  expect((await anonymous.first('bye')).reason).toBe('chat.project')
})

test('[CU5] [CH21] a session whose time is over is over on its socket, too', async () => {
  const { clock } = server.stage
  const feed = await (await server.customer()).follow()
  for (let minute = 0; minute < 12 * 60 * 6; minute++) {
    if (feed.frames.some(({ type }) => type === 'bye')) break
    feed.socket.send(JSON.stringify({ type: 'ping', n: minute }))
    await feed.first('pong', ({ n }) => n === minute).catch(() => undefined)
    clock.advance(14_000)
  }
  expect((await feed.first('bye')).reason).toBe('chat.session')
}, 30_000)

test('[CU2] [S-33] a foreign page gets no socket; what is no auth, too early, twice or too large ends one', async () => {
  await expect(openWidgetFeed(server.url, 'https://elsewhere.example').first('hello')).rejects.toThrow()
  const [early, wrong, twice, large, nonsense] = await Promise.all(Array.from({ length: 5 }, () => opened()))
  if (!early || !wrong || !twice || !large || !nonsense) throw new Error('no sockets')
  early.socket.send(JSON.stringify({ type: 'ping', n: 1 }))
  expect((await early.first('bye')).reason).toBe('protocol')
  wrong.socket.send(auth('demo.no-such-token'))
  expect((await wrong.first('bye')).reason).toBe('chat.session')
  const mia = await server.customer()
  twice.socket.send(auth(mia.token))
  twice.socket.send(auth(mia.token))
  expect((await twice.first('bye')).reason).toBe('protocol')
  large.socket.send('x'.repeat(65 * 1_024))
  expect(await large.closed).toBe(1009)
  nonsense.socket.send('{"type":"auth","token":"a","after":{"a":-1}}')
  expect((await nonsense.first('bye')).reason).toBe('protocol')
})

test('[S-33] who says nothing is let go after ten seconds', async () => {
  const feed = await opened()
  // The server has the socket once it answers on another one.
  await (await server.customer()).follow()
  server.stage.clock.advance(10_000)
  expect((await feed.first('bye')).reason).toBe('chat.session')
})

test('[CH22] typing reaches the other side of an open conversation, and is kept nowhere', async () => {
  const desk = await server.agent('agent01')
  const { widget, id } = await server.talk(desk)
  const feed = await widget.follow()
  await desk.get('typeInConversation', { params: { id } })
  expect(await feed.first('typing')).toEqual({ type: 'typing', conversationId: id })
  const whispered = new Promise((resolve) => server.stage.whispers.hear(resolve))
  feed.socket.send(JSON.stringify({ type: 'typing', conversationId: id }))
  expect(await whispered).toEqual({ to: 'agent', tenantId: 'demo', conversationId: id, userId: 'u-agent01' })
  const tab = openFeed(server.url, { cookie: `${cookieName(false)}=${desk.cookie}`, origin: server.url })
  await tab.nextOf('hello')
  server.stage.clock.advance(1_000)
  feed.socket.send(JSON.stringify({ type: 'typing', conversationId: id }))
  expect(await tab.nextOf('typing')).toEqual({ type: 'typing', conversationId: id })
  tab.socket.close()
  const noah = await (await server.customer('Noah')).follow()
  const before = await server.stage.deps.store.tenant('demo').head()
  noah.socket.send(JSON.stringify({ type: 'typing', conversationId: id }))
  noah.socket.send(JSON.stringify({ type: 'ping', n: 1 }))
  await noah.first('pong')
  expect(await server.stage.deps.store.tenant('demo').head()).toBe(before)
})
