import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type AmeyoClient, type AmeyoStage, createAmeyoStage } from '../../../test/ameyo-client.ts'
import { documentOf } from '../../../test/stage.ts'
import { leaseMs } from '../leases.ts'
import type { Push } from './encode-push.ts'
import { heartbeatMs } from './push-stream.ts'

let stage: AmeyoStage
beforeEach(async () => {
  stage = await createAmeyoStage()
})
afterEach(() => stage.close())

const keepAlive = async (client: AmeyoClient, lastProcessedPushId?: number, more: object = {}) => {
  const body = { sessionId: client.sessionId, listenerName: 'test', lastProcessedPushId, ...more }
  return (await client.call('POST', 'session/keepAliveWithPingPush', body)).body
}
const setStatus = (client: AmeyoClient, status: string, reason?: number) =>
  client.call('PUT', 'cc/agent/status', { status, reason })
const types = (pushes: readonly Push[]) => pushes.map(({ pushType }) => pushType)
/** The seqNo of what the tenant's feed ends with. */
const head = () => stage.deps.store.tenant('demo').head()

async function fillFeed(count: number): Promise<void> {
  await stage.deps.store.tenant('demo').transact(async (tx) => {
    for (let n = 0; n < count; n++)
      await tx.emit({ kind: 'note.saved', userId: 'u-agent09', data: { version: n } }, { at: 1, by: null })
  })
}

describe('keep-alive', () => {
  test('[AM11] [CP4] carries the session for a minute each', async () => {
    const client = await stage.signedIn('agent01')
    const connected = async () => {
      const row = await stage.deps.store.tenant('demo').get('sessions', { id: client.sessionId })
      return row?.connectedNode !== null
    }
    expect(await connected()).toBe(true)
    for (let n = 0; n < 6; n++) {
      stage.clock.advance(20_000)
      expect(await keepAlive(client)).toEqual({ sessionId: client.sessionId, pushes: [] })
    }
    stage.clock.advance(leaseMs - 1)
    expect(await connected()).toBe(true)
    stage.clock.advance(1)
    await expect.poll(connected).toBe(false)
    await keepAlive(client)
    expect(await connected()).toBe(true)
  })

  test('[AM12] brings what came after the last push that was processed', async () => {
    const client = await stage.signedIn('agent01')
    const first = await keepAlive(client, -1)
    expect(types(first.pushes)).toEqual(['UserSessionUpdatedPush'])
    await setStatus(client, 'READY')
    const last = first.pushes[0].seqNo
    const { pushes } = await keepAlive(client, last)
    expect(pushes).toMatchObject([
      { pushType: 'UserCCRuntimeUpdatedPush', seqNo: last + 1, data: { userId: 'agent01', medium: 'voice', isOnBreak: false } },
    ])
    expect((await keepAlive(client, pushes[0].seqNo)).pushes).toEqual([])
    expect(types((await keepAlive(client, -1)).pushes)).toEqual(['UserSessionUpdatedPush', 'UserCCRuntimeUpdatedPush'])
    expect((await keepAlive(client, -1, { pushesFollowPing: false })).pushes).toEqual([])
    expect((await keepAlive(client)).pushes).toEqual([])
  })

  test('[AM12] who has seen nothing for long is told how far it is, and who missed too much to read anew', async () => {
    const client = await stage.signedIn('agent01')
    const start = await head()
    await fillFeed(1_500)
    expect((await keepAlive(client, start)).pushes).toEqual([{ pushType: 'PingPush', seqNo: start + 1_500, data: {} }])
    await fillFeed(9_000)
    expect((await keepAlive(client, start)).pushes).toEqual([{ pushType: 'ResyncPush', seqNo: start + 10_500, data: {} }])
    expect((await keepAlive(client, start + 99_999)).pushes).toMatchObject([{ pushType: 'ResyncPush' }])
  })

  test('[AM12] at most a hundred at once; the next one goes on', async () => {
    const client = await stage.signedIn('agent01')
    let last = await head()
    for (let n = 0; n < 75; n++) {
      await setStatus(client, 'READY')
      await setStatus(client, 'NOT_READY', 11)
    }
    const seen: Push[] = []
    for (const expected of [100, 50, 0]) {
      const { pushes } = await keepAlive(client, last)
      expect(pushes).toHaveLength(expected)
      seen.push(...pushes)
      last = pushes.at(-1)?.seqNo ?? last
    }
    expect(new Set(seen.map(({ seqNo }) => seqNo)).size).toBe(150)
  })
})

describe('the stream', () => {
  test('[AM13] begins with a line, tells what happens, and fills the quiet', async () => {
    const client = await stage.signedIn('agent01')
    const stream = await client.pushes()
    expect(await stream.next()).toMatchObject({ pushType: 'PingPush' })
    expect(await stream.next()).toMatchObject({ pushType: 'UserSessionUpdatedPush', data: { status: 'connected' } })
    await setStatus(client, 'READY')
    expect(await stream.next()).toMatchObject({
      pushType: 'UserCCRuntimeUpdatedPush',
      data: { userId: 'agent01', statusDescription: 'Available' },
    })
    stage.clock.advance(heartbeatMs)
    expect(await stream.next()).toEqual({ pushType: 'PingPush', seqNo: await head(), data: {} })
    stage.clock.advance(heartbeatMs)
    expect(await stream.next()).toMatchObject({ pushType: 'PingPush' })
    await stream.close()
  })

  test('[AM13] goes on where the client was, without a gap and without doing anything twice', async () => {
    const client = await stage.signedIn('agent01')
    const seen: number[] = []
    let last = await head()
    for (let round = 0; round < 4; round++) {
      const stream = await client.pushes(last)
      expect(await stream.next()).toMatchObject({ pushType: 'PingPush', seqNo: last })
      await setStatus(client, 'READY')
      // The connection breaks with one push read and one not.
      last = (await stream.nextOf('UserCCRuntimeUpdatedPush')).seqNo
      seen.push(last)
      await setStatus(client, 'NOT_READY', 11)
      await stream.close()
      const again = await client.pushes(last)
      last = (await again.nextOf('UserCCRuntimeUpdatedPush')).seqNo
      seen.push(last)
      await again.close()
    }
    expect(seen).toEqual(seen.toSorted((a, b) => a - b))
    expect(new Set(seen).size).toBe(8)
  })

  test('[AM13] who missed too much is told to read anew, and then what is new', async () => {
    const client = await stage.signedIn('agent01')
    await fillFeed(10_100)
    const stream = await client.pushes()
    expect(await stream.nextOf('ResyncPush')).toMatchObject({ seqNo: await head() })
    await setStatus(client, 'READY')
    expect(await stream.nextOf('UserCCRuntimeUpdatedPush')).toMatchObject({ seqNo: await head() })
    await stream.close()
  })

  test('[AM14] ends with its session, whichever API ended it, and says so before', async () => {
    const client = await stage.signedIn('agent01')
    const stream = await client.pushes()
    const native = stage.browser()
    documentOf(await native.signIn('supervisor01'))
    await native.get('forceSignOut', { params: { id: 'u-agent01' }, body: {} })
    expect(await stream.nextOf('UserSessionTerminatedPush')).toMatchObject({
      data: { userId: 'agent01', sessionId: client.sessionId, reason: 'bySupervisor' },
    })
    expect(await stream.nextOf('none')).toBeNull()
  })

  test('[AM14] a session has four, of which the oldest gives way; the server’s end ends all', async () => {
    const client = await stage.signedIn('agent01')
    const streams = []
    for (let n = 0; n < 5; n++) streams.push(await client.pushes())
    expect(await streams[0]?.nextOf('none')).toBeNull()
    await setStatus(client, 'READY')
    for (const stream of streams.slice(1)) expect(await stream.nextOf('UserCCRuntimeUpdatedPush')).not.toBeNull()
    await stage.rig.node.close()
    for (const stream of streams.slice(1)) expect(await stream.nextOf('none')).toBeNull()
  })

  test('[AM15] everyone is sent what the feed would show them, calls and people by their names', async () => {
    const agent = await stage.signedIn('agent01')
    const other = await stage.signedIn('agent02')
    const supervisor = await stage.signedIn('supervisor01')
    const from = await head()
    await setStatus(agent, 'READY')
    const native = stage.browser()
    documentOf(await native.signIn('admin01'))
    await native.get('demoCall', { body: { userId: 'u-agent01', party: '+49 30 5550 1200' } })
    expect((await keepAlive(agent, from)).pushes).toMatchObject([
      { pushType: 'UserCCRuntimeUpdatedPush', data: { userId: 'agent01' } },
      {
        pushType: 'UserCallModelCreatedPush',
        data: { userId: 'agent01', crtObjectId: expect.any(String), phone: '+49 30 5550 1200', status: 'ringing' },
      },
      { pushType: 'UserCCRuntimeUpdatedPush', data: { statusDescription: 'Ringing' } },
    ])
    expect((await keepAlive(other, from)).pushes).toEqual([])
    const seen = (await keepAlive(supervisor, from)).pushes
    expect(types(seen)).toContain('UserCallModelCreatedPush')
    expect(seen.every(({ data }: Push) => data.userId === 'agent01')).toBe(true)
  })
})
