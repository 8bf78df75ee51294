import type { CustomerState } from '@hotseat/protocol'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ChatServer, startChatServer } from '../../../test/chat-server.ts'
import { createWidgetClient, openWidgetFeed } from '../../../test/widget-client.ts'

let server: ChatServer
beforeEach(async () => {
  server = await startChatServer()
})
afterEach(() => server.close())

const foreign = 'https://elsewhere.example'

test('[CT11] a login that is refused says why in the published words', async () => {
  const widget = createWidgetClient(server.url)
  const s = server.stage.clock.now() / 1_000
  const why = async (token: string, to = widget) => {
    const { status, document } = await to.login(token)
    const { title, code } = document as unknown as { title: string; code: string }
    return [status, code, title]
  }
  expect(await why(await server.token({ email: undefined }))).toEqual([401, 'chatToken.claim', 'Token is missing claim: email'])
  expect(await why(await server.token({ iat: s - 900, exp: s - 600 }))).toEqual([401, 'chatToken.expired', 'Token has expired'])
  expect(await why(`${await server.token()}=`)).toEqual([401, 'chatToken.malformed', 'Token is malformed'])
  expect(await why((await server.token()).replace(/.{20}$/, 'A'.repeat(20)))).toEqual([
    401,
    'chatToken.signature',
    'Token signature is invalid',
  ])
  const sales = createWidgetClient(server.url, { project: 'sales' })
  expect(await why(await server.token(), sales)).toEqual([
    403,
    'chatToken.disabled',
    'Auto-login is not enabled for this project',
  ])
})

test('[CU2] [S-32] a listed page may call by its exact origin, without credentials; every answer depends on it', async () => {
  const widget = createWidgetClient(server.url)
  const { headers } = await widget.call('GET', 'config?tenant=demo&project=support')
  expect(headers.get('access-control-allow-origin')).toBe('http://localhost:4444')
  expect([headers.get('vary'), headers.get('access-control-allow-credentials')]).toEqual(['Origin', null])
  const preflight = await fetch(`${server.url}/chat/v1/messages`, {
    method: 'OPTIONS',
    headers: { origin: 'http://localhost:4444', 'access-control-request-method': 'POST' },
  })
  expect(preflight.status).toBe(204)
  expect(preflight.headers.get('access-control-allow-headers')).toContain('Authorization')
  expect(Number(preflight.headers.get('access-control-max-age'))).toBeLessThanOrEqual(600)
})

test('[CU2] [CT10] a foreign page is refused everywhere and may not read why; no cookie is set anywhere', async () => {
  const page = createWidgetClient(server.url, { origin: foreign })
  const mia = await server.customer()
  page.token = mia.token
  const answers = [
    await page.call('GET', 'config?tenant=demo&project=support'),
    await page.call('GET', 'config?tenant=nobody&project=nothing'),
    await page.call('POST', 'login', { tenant: 'demo', project: 'support', token: await server.token() }),
    await page.call('GET', 'state'),
    await page.call('POST', 'messages', { clientId: 'client-0001', text: 'Hello' }),
  ]
  for (const { status, code, headers } of answers) {
    expect([status, code]).toEqual([403, 'chat.origin'])
    expect([headers.get('access-control-allow-origin'), headers.get('vary')]).toEqual([null, 'Origin'])
  }
  const preflight = await fetch(`${server.url}/chat/v1/login`, { method: 'OPTIONS', headers: { origin: foreign } })
  expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([403, null])
  const signedIn = await createWidgetClient(server.url).login(await server.token())
  expect(signedIn.headers.get('set-cookie')).toBeNull()
})

test('[CU2] what an administrator lists counts from then on, and no longer when it is taken off', async () => {
  const admin = server.stage.browser()
  await admin.signIn('admin01')
  const change = (allowedOrigins: string[]) =>
    admin.get('changeChatProject', { params: { id: 'support' }, body: { allowedOrigins } })
  const page = createWidgetClient(server.url, { origin: foreign })
  const config = async () => {
    const { status, headers } = await page.call('GET', 'config?tenant=demo&project=support')
    return [status, headers.get('access-control-allow-origin')]
  }
  await change([foreign])
  expect(await config()).toEqual([200, foreign])
  await change([])
  expect(await config()).toEqual([403, null])
})

test('[CU1] [S-51] another customer in the same browser: the first one’s session is over', async () => {
  const mia = await server.customer('Mia')
  const feed = await mia.follow()
  const token = mia.token
  await mia.login(await server.token({ email: 'noah@shop.example', displayName: 'Noah' }))
  expect((await feed.first('bye')).reason).toBe('chat.session')
  expect(mia.state?.customer.name).toBe('Noah')
  const before = createWidgetClient(server.url)
  before.token = token
  expect((await before.call('GET', 'state')).code).toBe('chat.session')
})

test('[CH20] echo tells that the server is there and when to come; resume answers everything after the known numbers', async () => {
  const mia = await server.customer()
  const { id } = (await mia.say('1')).document.conversation
  await mia.say('2')
  const { document } = await mia.call<{ challenge: string; waitMs: number }>('GET', 'echo')
  expect(document).toMatchObject({ challenge: expect.any(String), waitMs: 0 })
  const resumed = await mia.call('POST', 'resume', { challenge: document.challenge, after: { [id]: 1 } })
  expect(resumed.document).toMatchObject({ threads: [{ messages: [{ seq: 2 }] }] })
  const after = encodeURIComponent(JSON.stringify({ [id]: 1 }))
  expect((await mia.call('GET', `state?after=${after}`)).document).toEqual(resumed.document)
  expect((await mia.call('GET', 'state?after=nonsense')).code).toBe('request.invalid')
})

test('[CU6] a flood of guests or of words is told when to come again, and nobody else is', async () => {
  const guests = Array.from({ length: 101 }, () => createWidgetClient(server.url))
  const codes = await Promise.all(guests.map(async (guest) => (await guest.login(null)).code))
  expect(codes.filter((code) => code !== undefined)).toEqual(['rate.limited'])
  const mia = await server.customer()
  const said = await Promise.all(Array.from({ length: 201 }, (_, at) => mia.say(`${at}`)))
  const refused = said.filter(({ status }) => status !== 200)
  expect(refused.map(({ status, code }) => [status, code])).toEqual([[429, 'rate.limited']])
  expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await (await server.customer('Noah')).say('Hello')).status).toBe(200)
  server.stage.clock.advance(1_000)
  expect((await mia.say('Again')).status).toBe(200)
})

test('[CH20] [CP5] a number that no message can have is the client’s mistake, wherever it is named', async () => {
  const mia = await server.customer()
  const { id } = (await mia.say('1')).document.conversation
  for (const wrong of [1e300, Number.MAX_SAFE_INTEGER, -1, 0.5]) {
    const after = { [id]: wrong }
    const resumed = await mia.call('POST', 'resume', { after })
    const asked = await mia.call('GET', `state?after=${encodeURIComponent(JSON.stringify(after))}`)
    const marked = await mia.call('PUT', 'marks', { conversationId: id, delivered: wrong, read: 0 })
    for (const { status, code } of [resumed, asked, marked])
      expect([wrong, status, code]).toEqual([wrong, 400, 'request.invalid'])
    const feed = openWidgetFeed(server.url, 'http://localhost:4444')
    feed.socket.on('open', () => feed.socket.send(JSON.stringify({ type: 'auth', token: mia.token, after })))
    expect((await feed.first('bye')).reason).toBe('protocol')
  }
  const most = await mia.call('POST', 'resume', { after: { [id]: Number.MAX_SAFE_INTEGER - 1 } })
  expect(most.document).toMatchObject({ threads: [{ messages: [] }] })
})

test('[CU6] one customer who signs in again and again is told when to come again; five hundred others come in', async () => {
  const { clock } = server.stage
  const token = await server.token()
  const login = (by: string) => createWidgetClient(server.url).login(by)
  const answers = await Promise.all(Array.from({ length: 25 }, () => login(token)))
  const refused = answers.filter(({ status }) => status !== 200)
  expect(refused.map(({ status, code }) => [status, code])).toEqual(Array.from({ length: 5 }, () => [429, 'rate.limited']))
  expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0)
  // Another token of the same customer is no way around.
  expect((await login(await server.token({ jti: 'another' }))).code).toBe('rate.limited')
  for (let at = 0; at < 500; at += 50) {
    const others = Array.from({ length: 50 }, async (_, more) =>
      login(await server.token({ email: `c${at + more}@shop.example` })),
    )
    expect((await Promise.all(others)).every(({ status }) => status === 200)).toBe(true)
  }
  clock.advance(500)
  expect((await login(token)).status).toBe(200)
}, 30_000)

test('[CH9] [CH20] the last 20 conversations and the last 200 messages of each, unless others are named', async () => {
  const mia = await server.customer()
  const ids: string[] = []
  for (let at = 0; at < 22; at++) {
    const { id } = (await mia.say('Hello')).document.conversation
    ids.push(id)
    if (at < 21) await mia.call('POST', 'end', { conversationId: id })
    server.stage.clock.advance(1_000)
  }
  const live = ids[21] ?? ''
  for (let round = 0; round < 2; round++) {
    await Promise.all(Array.from({ length: 150 }, () => mia.say('more')))
    server.stage.clock.advance(10_000)
  }
  const read = async (after: object) => (await mia.call<CustomerState>('POST', 'resume', { after })).document.threads
  const plain = await read({})
  expect(plain.map(({ conversation }) => conversation.id)).toEqual(ids.slice(-20))
  expect(plain.at(-1)).toMatchObject({ leftOut: 101 })
  expect(plain.at(-1)?.messages.map(({ seq }) => seq)).toEqual(Array.from({ length: 200 }, (_, at) => at + 102))
  expect(plain[0]).not.toHaveProperty('leftOut')
  const named = await read({ [ids[0] ?? '']: 0, [live]: 50 })
  expect(named.map(({ conversation }) => conversation.id)).toEqual([ids[0], ...ids.slice(-20)])
  expect([named[0]?.messages.length, named.at(-1)?.messages.length, named.at(-1)?.leftOut]).toEqual([2, 200, 101])
  const near = await read({ [live]: 250 })
  expect([near.at(-1)?.messages.length, near.at(-1)?.leftOut]).toEqual([51, undefined])
  const many = Object.fromEntries(Array.from({ length: 101 }, (_, at) => [`c${at}`, 0]))
  expect((await mia.call('POST', 'resume', { after: many })).code).toBe('request.invalid')
  const noah = await server.customer('Noah')
  expect((await noah.call<CustomerState>('POST', 'resume', { after: { [live]: 0 } })).document.threads).toEqual([])
})

test('[CU6] who asks for the state, marks or ends without pause is told when to come again, on the socket, too', async () => {
  const mia = await server.customer()
  const { id } = (await mia.say('Hello')).document.conversation
  const looks = await Promise.all(
    Array.from({ length: 62 }, (_, at) =>
      mia.call(at % 2 ? 'GET' : 'POST', at % 2 ? 'state' : 'resume', at % 2 ? undefined : {}),
    ),
  )
  expect(looks.filter(({ code }) => code === 'rate.limited').length).toBe(2)
  const feed = openWidgetFeed(server.url, 'http://localhost:4444')
  feed.socket.on('open', () => feed.socket.send(JSON.stringify({ type: 'auth', token: mia.token, after: {} })))
  expect(await feed.first('bye')).toMatchObject({ reason: 'slow', waitMs: 167 })
  const marks = await Promise.all(
    Array.from({ length: 401 }, () => mia.call('PUT', 'marks', { conversationId: id, delivered: 1, read: 1 })),
  )
  expect(marks.filter(({ code }) => code === 'rate.limited').length).toBe(1)
  const ends = await Promise.all(Array.from({ length: 201 }, () => mia.call('POST', 'end', { conversationId: id })))
  expect(ends.filter(({ code }) => code === 'rate.limited').length).toBe(1)
  server.stage.clock.advance(1_000)
  ;(await mia.follow()).socket.close()
})

test('[CH2] what was said before an end is found again in the last three conversations', async () => {
  const mia = await server.customer()
  const said = []
  for (let at = 0; at < 4; at++) {
    const { conversation, message } = (await mia.say('Hello', `client-${at}`)).document
    said.push(conversation.id)
    expect(message.seq).toBe(1)
    await mia.call('POST', 'end', { conversationId: conversation.id })
    server.stage.clock.advance(1_000)
  }
  for (const at of [1, 2, 3]) expect((await mia.say('Hello', `client-${at}`)).document.conversation.id).toBe(said[at])
  expect(said).not.toContain((await mia.say('Hello', 'client-0')).document.conversation.id)
})
