import { afterEach, beforeEach, expect, test } from 'vitest'
import { openFeed } from '../../test/feed-client.ts'
import { createTestClock, type TestClock } from '../../test/test-clock.ts'
import { createTestNode, type SignedIn, type TestNode } from '../http/test-node.ts'
import { StoreUnavailable } from '../store/store-unavailable.ts'
import { authWithinMs } from './feed-server.ts'
import { maxUnreadBytes } from './feed-socket.ts'

let clock: TestClock
let rig: TestNode
let url: string
let written: string[]
let isAway: boolean
beforeEach(async () => {
  clock = createTestClock()
  written = []
  isAway = false
  const note = (what: string) => async () => {
    if (isAway) throw new StoreUnavailable('away')
    written.push(what)
  }
  rig = await createTestNode({
    env: { HOTSEAT_PORT: '0' },
    deps: { clock },
    presence: { connected: note('connected'), dropped: note('dropped'), active: note('active') },
  })
  url = (await rig.node.start()).url
})
afterEach(() => rig.node.close())

async function join(me: SignedIn, options = {}) {
  const tab = openFeed(url, { origin: url, cookie: me.headers.cookie ?? '' }, options)
  await tab.nextOf('hello')
  return tab
}

/** As if another node had changed the row and its event had never come here. */
async function changeSilently(change: 'end' | 'disable', { session }: SignedIn): Promise<void> {
  await rig.store.tenant('demo').transact(async (tx) => {
    if (change === 'end') tx.put('sessions', { ...session, endedAt: clock.now(), endReason: 'byAdministrator' })
    const member = await tx.get('members', { id: session.userId })
    if (change === 'disable' && member) tx.put('members', { ...member, disabledAt: clock.now() })
  })
}

test.each(['end', 'disable'] as const)(
  '[FD11] [S-33] a session whose %s never came here is found within a minute',
  async (change) => {
    const me = await rig.signIn()
    const [tab, other] = [await join(me), await join(await rig.signIn({ user: 'agent02' }))]
    await changeSilently(change, me)
    clock.advance(55_000)
    expect(await tab.next()).toMatchObject({ type: 'bye', reason: 'ended' })
    expect(await tab.closed).toBe(1008)
    other.socket.send('{"type":"ping","n":1}')
    expect(await other.next()).toMatchObject({ type: 'pong' })
  },
)

test('[FD11] [S-33] who is silent for 30 s is asked, and cut after a minute without an answer', async () => {
  const me = await rig.signIn()
  const [frozen, gone] = [await join(me), await join(me, { autoPong: false })]
  const asked = Promise.all([frozen, gone].map(({ socket }) => new Promise((resolve) => socket.once('ping', resolve))))
  clock.advance(35_000)
  await asked
  // The browser of a frozen page answers by itself: its pong is here when the next frame of its socket has been answered.
  frozen.socket.send('{"type":"ping","n":1}')
  await frozen.nextOf('pong')
  clock.advance(30_000)
  expect(await gone.closed).toBe(1006)
  expect(frozen.socket.readyState).toBe(frozen.socket.OPEN)
})

test('[FD12] [S-33] who does not read is sent away, and nobody else waits for them', async () => {
  const [slow, quick] = [await join(await rig.signIn()), await join(await rig.signIn({ user: 'agent02' }))]
  slow.socket.pause()
  const pad = 'x'.repeat(60_000)
  const count = Math.ceil((12 * maxUnreadBytes) / pad.length)
  for (const userId of ['u-agent01', 'u-agent02'])
    await rig.store.tenant('demo').transact(async (tx) => {
      const data = { version: 1, pad }
      for (let n = 0; n < (userId === 'u-agent01' ? count : 1); n++)
        await tx.emit({ kind: 'note.saved', userId, data }, { at: 1, by: userId })
    })
  expect(await quick.next()).toMatchObject({ type: 'event', offset: count + 1 })
  slow.socket.resume()
  expect(await slow.nextOf('bye')).toMatchObject({ reason: 'slow' })
  expect(await slow.closed).toBe(1013)
})

test('[FD9] [S-28] a bearer client that does not say who it is within 5 s is sent away', async () => {
  const mute = openFeed(url, {})
  await new Promise((resolve) => mute.socket.once('open', resolve))
  // The server's end of a handshake is up when another request has been answered.
  await fetch(`${url}/healthz`)
  clock.advance(authWithinMs - 1)
  await fetch(`${url}/healthz`)
  expect(mute.socket.readyState).toBe(mute.socket.OPEN)
  clock.advance(1)
  expect(await mute.next()).toEqual({ type: 'bye', reason: 'unauthorised' })
  expect(await mute.closed).toBe(1008)
})

test('[FD13] what could not be written while the store was away is written when it is back', async () => {
  const [gone, stays] = [await join(await rig.signIn()), await join(await rig.signIn({ user: 'agent02' }))]
  await expect.poll(() => written).toEqual(['connected', 'connected'])
  isAway = true
  gone.socket.close()
  await gone.closed
  await fetch(`${url}/healthz`)
  clock.advance(5_000)
  await fetch(`${url}/healthz`)
  expect(written).toHaveLength(2)
  isAway = false
  const writtenLater = () => {
    clock.advance(5_000)
    return written
  }
  await expect.poll(writtenLater).toEqual(['connected', 'connected', 'dropped'])
  stays.socket.close()
})
