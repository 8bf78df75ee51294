import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openFeed } from '../../test/feed-client.ts'
import { createTestNode, type SignedIn, type TestNode } from '../http/test-node.ts'
import { recentlyKept } from './recent-events.ts'

let rig: TestNode
let port: number
let calls: string[]
beforeEach(async () => {
  calls = []
  const note = (what: string) => async () => void calls.push(what)
  rig = await createTestNode({
    env: { HOTSEAT_PORT: '0' },
    presence: { connected: note('connected'), dropped: note('dropped'), active: note('active') },
  })
  port = Number(new URL((await rig.node.start()).url).port)
})
afterEach(() => rig.node.close())

const own = () => `http://localhost:${port}`
const cookieOf = ({ headers }: SignedIn) => headers.cookie ?? ''

const open = (query: string, headers: Record<string, string>) => openFeed(own(), headers, { query })

const join = async (me: SignedIn, query = '') => {
  const tab = open(query, { origin: own(), cookie: cookieOf(me) })
  return { ...tab, hello: await tab.next() }
}

async function emit(userId: string, count = 1): Promise<void> {
  await rig.store.tenant('demo').transact(async (tx) => {
    for (let n = 0; n < count; n++) await tx.emit({ kind: 'note.saved', userId, data: { version: n } }, { at: 1, by: userId })
  })
}

describe('the handshake', () => {
  /** The status line of a raw handshake. */
  async function shake(lines: string[], path = '/v1/feed'): Promise<string> {
    const line = connect(port, '127.0.0.1')
    const head = [
      `GET ${path} HTTP/1.1`,
      `Host: 127.0.0.1:${port}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ]
    line.write(`${[...head, ...lines].join('\r\n')}\r\n\r\n`)
    const status = await new Promise<string>((resolve) =>
      line.once('data', (data) => resolve(String(data).split('\r\n')[0] ?? '')),
    )
    line.destroy()
    return status
  }

  test('[FD1] [S-33] only from our own pages, with a cookie', async () => {
    const me = await rig.signIn()
    const cookie = `Cookie: ${cookieOf(me)}`
    expect(await shake([cookie, `Origin: ${own()}`])).toBe('HTTP/1.1 101 Switching Protocols')
    const strangers = [
      'https://evil.example',
      'null',
      `${own()}/`,
      `http://localhost:${port + 1}`,
      `https://localhost:${port}`,
      `http://localhost.evil.example:${port}`,
      `http://LOCALHOST:${port}`,
      '',
    ]
    for (const origin of strangers)
      expect([origin, await shake([cookie, `Origin: ${origin}`])]).toEqual([origin, 'HTTP/1.1 403 Forbidden'])
    expect(await shake([cookie])).toBe('HTTP/1.1 403 Forbidden')
    expect(await shake([cookie, `Origin: ${own()}`, `Origin: ${own()}`])).toBe('HTTP/1.1 403 Forbidden')
    expect(await shake([cookie, `Origin: ${own()}`, 'Sec-Fetch-Site: cross-site'])).toBe('HTTP/1.1 403 Forbidden')
  })

  test('[FD1] a dead cookie, another path, a token in the address', async () => {
    const origin = `Origin: ${own()}`
    expect(await shake([origin, `Cookie: hotseat=${'x'.repeat(22)}.${'x'.repeat(43)}`])).toBe('HTTP/1.1 401 Unauthorized')
    expect(await shake([origin], '/v1/other')).toBe('HTTP/1.1 404 Not Found')
    expect(await shake([origin], '//')).toBe('HTTP/1.1 404 Not Found')
    for (const query of ['?accessToken=x', '?offset=x', '?offset=-1', '?offset=1&offset=2', '?sub=a%20b'])
      expect([query, await shake([origin], `/v1/feed${query}`)]).toEqual([query, 'HTTP/1.1 400 Bad Request'])
  })
})

describe('the stream', () => {
  test('[FD2] [FD3] replays what is the viewer’s from the offset, then goes on live', async () => {
    const me = await rig.signIn()
    await emit(me.session.userId, 3)
    await emit('u-somebody', 2)
    const tab = await join(me, '?offset=1')
    expect(tab.hello).toEqual({ type: 'hello', offset: 1 })
    expect(await tab.next()).toMatchObject({ type: 'event', offset: 2 })
    expect(await tab.next()).toMatchObject({ type: 'event', offset: 3 })
    tab.socket.send('{"type":"ping","n":7}')
    expect(await tab.next()).toEqual({ type: 'pong', n: 7, offset: 5 })
    await emit(me.session.userId)
    expect(await tab.next()).toMatchObject({ type: 'event', offset: 6, kind: 'note.saved' })
  })

  test('[FD4] an offset that is ahead of the feed, or no longer kept, is a gap', async () => {
    const me = await rig.signIn()
    await emit(me.session.userId, 2 * recentlyKept + 1)
    const head = 2 * recentlyKept + 1
    expect((await join(me, `?offset=${head + 9}`)).hello).toEqual({ type: 'gap' })
    const { store } = rig
    while ((await store.tenant('demo').pruneEvents(2)) > 0);
    const tab = await join(me, '?offset=1')
    expect(tab.hello).toEqual({ type: 'gap' })
    expect((await tab.next())?.type).toBe('hello')
    expect((await join(me, `?offset=${head - 2}`)).hello).toEqual({ type: 'hello', offset: head - 2 })
  })

  test('[FD5] [S-24] the end of the session closes its sockets, with why', async () => {
    const me = await rig.signIn()
    const other = await rig.signIn({ user: 'agent02' })
    const [tab, twin, stranger] = [await join(me), await join(me), await join(other)]
    await rig.store.tenant('demo').transact(async (tx) => {
      const data = { sessionId: me.session.id, reason: 'bySupervisor', by: 'u-s' } as const
      await tx.emit({ kind: 'session.ended', userId: me.session.userId, data }, { at: 1, by: 'u-s' })
    })
    for (const { next, closed } of [tab, twin]) {
      expect(await next()).toMatchObject({ type: 'event', kind: 'session.ended' })
      expect(await next()).toEqual({ type: 'bye', reason: 'ended', code: 'resume.bySupervisor' })
      expect(await closed).toBe(1008)
    }
    stranger.socket.send('{"type":"ping","n":1}')
    expect(await stranger.next()).toMatchObject({ type: 'pong' })
  })

  test('[FD6] a session counts as dropped when its last tab is gone', async () => {
    const me = await rig.signIn()
    const [tab, twin] = [await join(me), await join(me)]
    tab.socket.close()
    await tab.closed
    twin.socket.send('{"type":"ping","n":1,"active":true}')
    await twin.next()
    expect(calls).toEqual(['connected'])
    twin.socket.close()
    await twin.closed
    const late = await join(me)
    late.socket.close()
    await late.closed
    await expect.poll(() => calls).toEqual(['connected', 'dropped', 'connected', 'dropped'])
  })

  test.each([
    'nonsense',
    '{"type":"ping"}',
    '{"type":"ping","n":1,"x":1}',
    '{"type":"auth","accessToken":"x"}',
    '[]',
    '{"type":"ping","n":-1}',
  ])('[FD7] [S-33] %s is no frame of ours', async (text) => {
    const tab = await join(await rig.signIn())
    tab.socket.send(text)
    expect(await tab.next()).toEqual({ type: 'bye', reason: 'protocol' })
    expect(await tab.closed).toBe(1008)
  })

  test('[FD7] [S-33] a frame above 64 KiB ends the connection', async () => {
    const tab = await join(await rig.signIn())
    tab.socket.send('x'.repeat(64 * 1024 + 1))
    expect([1006, 1009]).toContain(await tab.closed)
  })

  test('[FD9] [S-28] a bearer client says who it is in its first frame', async () => {
    const me = await rig.signIn({ bearer: true })
    const accessToken = me.headers.authorization?.slice('Bearer '.length) ?? ''
    const tab = open('?offset=0', {})
    await new Promise((resolve) => tab.socket.once('open', resolve))
    tab.socket.send(JSON.stringify({ type: 'auth', accessToken }))
    expect(await tab.next()).toEqual({ type: 'hello', offset: 0 })

    const liar = open('', {})
    await new Promise((resolve) => liar.socket.once('open', resolve))
    liar.socket.send(JSON.stringify({ type: 'auth', accessToken: `demo.${'x'.repeat(43)}` }))
    expect(await liar.next()).toEqual({ type: 'bye', reason: 'unauthorised', code: 'session.missing' })
  })

  test('[RC23] a recorder hears what is recorded of its agent, and its own end', async () => {
    const me = await rig.signIn({ bearer: true })
    await rig.store.tenant('demo').transact(async (tx) => tx.put('sessions', { ...me.session, application: 'recorder' }))
    await emit('u-agent01')
    const tab = open('?offset=0', {})
    await new Promise((resolve) => tab.socket.once('open', resolve))
    tab.socket.send(JSON.stringify({ type: 'auth', accessToken: me.headers.authorization?.slice('Bearer '.length) }))
    expect(await tab.next()).toEqual({ type: 'hello', offset: 0 })
    await emit('u-agent01')
    const { id, role } = me.session
    await rig.store.tenant('demo').transact(async (tx) => {
      await tx.emit(
        { kind: 'recording.stopped', userId: 'u-agent01', data: { recordingId: 'r', stoppedAt: 1 } },
        { at: 1, by: null },
      )
      const data = { sessionId: id, role, reason: 'signedOut', by: null } as const
      await tx.emit({ kind: 'session.ended', userId: 'u-agent01', data }, { at: 1, by: null })
    })
    const heard = [await tab.next(), await tab.next(), await tab.next()]
    expect(heard).toMatchObject([{ offset: 3 }, { offset: 4 }, { type: 'bye', reason: 'ended' }])
  })

  test('[FD10] a node that drains tells each socket when to come back', async () => {
    const tabs = [await join(await rig.signIn()), await join(await rig.signIn({ user: 'agent02' }))]
    const drained = rig.node.drain()
    const byes = await Promise.all(tabs.map(({ next }) => next()))
    expect(byes.map((bye) => bye?.reason)).toEqual(['draining', 'draining'])
    expect(byes[1]?.waitMs).toBeGreaterThan(Number(byes[0]?.waitMs))
    await drained
    expect((await rig.node.app.inject({ url: '/readyz' })).json().code).toBe('server.draining')
    expect(calls.filter((call) => call === 'dropped')).toHaveLength(2)
  })
})
