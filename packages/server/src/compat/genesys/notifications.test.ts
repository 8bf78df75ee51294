import type { Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createGenesysStage, type GenesysStage, joined, type Notice, type Notices, shown } from '../../../test/genesys-client.ts'
import { realWorld } from '../../real-world.ts'
import { leaseMs } from '../leases.ts'
import { goodbyeMs } from './event-stream.ts'

let stage: GenesysStage
/** The server's ends of the lines. */
let sockets: Socket[]
beforeEach(async () => {
  stage = await createGenesysStage()
  sockets = []
  stage.rig.node.app.server.on('request', ({ url, socket }) => {
    if (url === '/api/v2/notifications') sockets.push(socket)
  })
})
afterEach(() => stage.close())

const session = async (userId: string) => {
  const [row] = await stage.deps.store.tenant('demo').find('sessions', { where: { userId, endedAt: null } })
  return row
}

/** A supervisor changes what agent01 does on voice. */
async function supervise() {
  const browser = stage.browser()
  await browser.signIn('supervisor01')
  return (state: 'READY' | 'NOT_READY') =>
    browser.get('forceState', { params: { id: 'u-agent01' }, body: { medium: 'voice', state } })
}

/** Lets every line take no more bytes, as one does whose client has stopped reading. */
function stick(): () => void {
  for (const socket of sockets) socket.cork()
  return () => {
    for (const socket of sockets) socket.uncork()
  }
}

/** Lets time pass, and what runs then touch the store. */
async function pass(ms: number): Promise<void> {
  stage.clock.advance(ms)
  for (let each = 0; each < 5; each++) await new Promise((resolve) => setImmediate(resolve))
}

describe('notifications', () => {
  test('[GW40] a change by any API is told: the channel, and for voice the devices, in one event of the feed', async () => {
    const client = await stage.signedIn('agent01', ['voice', 'chat'])
    const notices = await joined(await client.notifications())
    await (await supervise())('READY')
    const first = await notices.next()
    expect(first).toMatchObject({
      id: null,
      channel: '/v2/me/channels',
      data: {
        messageType: 'ChannelStateChangeMessage',
        channels: [{ channel: 'voice', userState: { state: 'Ready', displayName: 'Ready' }, activity: 'Idle' }],
      },
    })
    const second = await notices.next()
    expect(second).toMatchObject({
      id: expect.stringMatching(/^\d+$/),
      channel: '/v2/me/devices',
      data: {
        messageType: 'DeviceStateChangeMessage',
        devices: [{ phoneNumber: '5001', deviceState: 'Active', userState: { state: 'Ready' } }, { phoneNumber: '85001' }],
      },
    })
    await client.operate('/me/channels/chat', 'Ready')
    expect((await notices.next())?.data.channels).toMatchObject([{ channel: 'chat', userState: { state: 'Ready' } }])
    await notices.close()
  })

  test('[GW40] starting tells every channel; what others do is not told, not even to a supervisor', async () => {
    const client = await stage.signedIn('agent01')
    const watching = await stage.signedIn('supervisor01')
    const silent = await joined(await watching.notifications())
    const notices = await joined(await client.notifications())
    await stage.signedIn('agent02', ['voice'])
    await client.start(['voice'])
    const { channel, data } = (await notices.next()) ?? { channel: '', data: {} }
    expect([channel, data.channels.map((each: { channel: string }) => each.channel)]).toEqual([
      '/v2/me/channels',
      ['voice', 'chat'],
    ])
    expect(shown(await notices.next())).toEqual(['/v2/me/devices', 'NotReady'])
    await watching.operate('/me', 'EndContactCenterSession')
    expect((await silent.next())?.data.messageType).toBe('SessionEndedMessage')
    await notices.close()
  })

  test('[GW41] who comes back with the last id is told what was missed, once and in order', async () => {
    const client = await stage.signedIn('agent01', ['voice'])
    const force = await supervise()
    const first = await joined(await client.notifications())
    await force('READY')
    await first.next()
    await first.next()
    const lastId = first.lastEventId()
    await first.close()
    await force('NOT_READY')
    await force('READY')
    const second = await client.notifications(lastId)
    const seen = [await second.next(), await second.next(), await second.next(), await second.next()].map(shown)
    const both = (state: string) => [
      ['/v2/me/channels', state],
      ['/v2/me/devices', state],
    ]
    expect(seen).toEqual([...both('NotReady'), ...both('Ready')])
    await second.close()
    // Cut between the two notices of one event: the id is still the one before, so both come again.
    const third = await client.notifications(lastId)
    await third.next()
    expect(third.lastEventId()).toBe(lastId)
    await third.close()
  })

  test('[GW42] what is no longer kept is told as it is now; nonsense is nobody’s last id', async () => {
    const client = await stage.signedIn('agent01', ['voice'])
    const gap = await client.notifications('999999999')
    expect(shown(await gap.next())).toEqual(['/v2/me/channels', 'NotReady'])
    expect(shown(await gap.next())).toEqual(['/v2/me/devices', 'NotReady'])
    await gap.close()
    const notices = await joined(await client.notifications('nonsense'))
    await client.operate('/me/channels/voice', 'Ready')
    expect(shown(await notices.next())).toEqual(['/v2/me/channels', 'Ready'])
    await notices.close()
  })

  test.each([
    [
      'its own sign-out',
      async (s: GenesysStage) => (await s.signedIn('agent01')).operate('/me', 'EndContactCenterSession'),
      'signedOut',
    ],
    [
      'a sign-out at the desk beside it',
      async (s: GenesysStage) => {
        const desk = s.browser()
        await desk.signIn('agent01')
        await desk.get('signOut', { body: {} })
      },
      'signedOut',
    ],
  ])('[GW43] [S-24] %s ends the line within a second, with the reason', async (_what, end, reason) => {
    const client = await stage.signedIn('agent01', ['voice'])
    const notices = await joined(await client.notifications())
    const startedAt = realWorld.clock.now()
    await end(stage)
    const told: (Notice | null)[] = []
    while (told.at(-1) !== null) told.push(await notices.next())
    expect(realWorld.clock.now() - startedAt).toBeLessThan(1_000)
    expect(told.at(-2)).toMatchObject({ channel: '/v2/me', data: { messageType: 'SessionEndedMessage', reason } })
    await expect(client.notifications(notices.lastEventId())).rejects.toThrow('403')
  })

  test('[GW44] [CP4] an open line carries the session; a call does for a minute', async () => {
    const client = await stage.signedIn('agent01', ['voice'])
    const notices = await joined(await client.notifications())
    for (let each = 0; each < 10; each++) {
      stage.clock.advance(20_000)
      // The beat looks at the session before it renews.
      await new Promise((resolve) => setImmediate(resolve))
      expect((await session('u-agent01'))?.droppedAt).toBeNull()
    }
    await notices.close()
    const droppedAt = async () => {
      stage.clock.advance(20_000)
      return (await session('u-agent01'))?.droppedAt
    }
    await expect.poll(droppedAt).not.toBeNull()
    await client.call('GET', '/me')
    expect((await session('u-agent01'))?.droppedAt).toBeNull()
  })

  test('[GW44] a beat moves the id past what is not for this client, and ends a line whose right is gone', async () => {
    const client = await stage.signedIn('agent01', ['voice'])
    const notices = await joined(await client.notifications())
    const before = Number(notices.lastEventId())
    await stage.signedIn('agent02', ['voice'])
    const next = notices.next()
    stage.clock.advance(20_000)
    await expect.poll(() => Number(notices.lastEventId())).toBeGreaterThan(before)
    await stage.deps.store.system.transact(async (rows) => {
      const tenant = await rows.get('tenants', { id: 'demo' })
      if (tenant) rows.put('tenants', { ...tenant, suspendedAt: 1 })
    })
    stage.clock.advance(20_000)
    expect(await next).toBeNull()
  })

  test('[GW44] [CP4] beats that nobody takes carry nobody, and two of them break the line', async () => {
    const client = await stage.signedIn('agent01', ['voice'])
    const notices = await joined(await client.notifications())
    const end = notices.next().catch(() => null)
    const isDropped = async () => ((await session('u-agent01'))?.droppedAt ?? null) !== null
    await pass(20_000)
    stick()
    // Taken before, so it counts; this beat itself is stuck.
    await pass(20_000)
    expect(sockets.map(({ destroyed }) => destroyed)).toEqual([false])
    await pass(40_000)
    expect(await end).toBeNull()
    expect(await isDropped()).toBe(false)
    await pass(leaseMs - 40_000)
    await expect.poll(isDropped).toBe(true)
  })

  test('[GW44] a line that was stuck for one beat goes on', async () => {
    const client = await stage.signedIn('agent01', ['voice'])
    const notices = await joined(await client.notifications())
    for (let each = 0; each < 4; each++) {
      const goOn = stick()
      await pass(40_000)
      goOn()
      await pass(0)
      await pass(20_000)
      expect((await session('u-agent01'))?.droppedAt).toBeNull()
    }
    await client.operate('/me/channels/voice', 'Ready')
    expect(shown(await notices.next())).toEqual(['/v2/me/channels', 'Ready'])
    await notices.close()
  })

  test('[GW47] the end of the session closes a line that nobody reads, too', async () => {
    const client = await stage.signedIn('agent01', ['voice'])
    const desk = stage.browser()
    await desk.signIn('agent01')
    const notices = await joined(await client.notifications())
    const end = notices.next().catch(() => null)
    stick()
    await desk.get('signOut', { body: {} })
    await expect.poll(() => sockets[0]?.writableLength).toBeGreaterThan(0)
    await pass(goodbyeMs)
    expect(await end).toBeNull()
    expect(sockets.map(({ destroyed }) => destroyed)).toEqual([true])
  })

  test('[GW48] a session has four lines, of which the oldest gives way', async () => {
    const client = await stage.signedIn('agent01', ['voice'])
    const lines: Notices[] = []
    for (let each = 0; each < 6; each++) lines.push(await joined(await client.notifications()))
    const gone = lines.splice(0, 2)
    for (const line of gone) expect([await line.next(), line.retryMs()]).toEqual([null, 60_000])
    await client.operate('/me/channels/voice', 'Ready')
    for (const line of lines) {
      expect(shown(await line.next())).toEqual(['/v2/me/channels', 'Ready'])
      await line.close()
    }
  })

  test('[GW45] a server that stops sends its clients elsewhere, one after another', async () => {
    const lines = []
    for (const name of ['agent01', 'agent02', 'agent03', 'agent04', 'agent05'])
      lines.push(await joined(await (await stage.signedIn(name)).notifications()))
    await stage.rig.node.drain()
    for (const line of lines) expect(await line.next()).toBeNull()
    expect(lines.map((line) => line.retryMs())).toEqual([0, 1_000, 2_000, 3_000, 4_000])
    const late = await stage.signedIn('agent06')
    await expect(late.notifications()).rejects.toThrow('503: {"statusCode":4,')
  })

  test('[GW40] HEAD opens no line', async () => {
    const client = await stage.signedIn('agent01')
    const headers = { cookie: client.cookie ?? '' }
    const answer = await fetch(`${stage.url}/api/v2/notifications`, { method: 'HEAD', headers })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/event-stream'])
  })
})
