import { afterAll, beforeAll, expect, test } from 'vitest'
import { createAmeyoClient } from './ameyo-client.ts'
import { type ServerProcess, startServerProcess } from './server-process.ts'

let server: ServerProcess
beforeAll(async () => {
  server = await startServerProcess()
}, 60_000)
afterAll(() => server.dispose())

test('[AM24] after kill -9 a client goes on with its token, or by a forced login, in the same state', async () => {
  const client = createAmeyoClient(() => server.url)
  const other = createAmeyoClient(() => server.url)
  await client.login('agent01')
  await other.login('agent02')
  for (const each of [client, other])
    await each.call('POST', 'cc/agent/selectCampaign', {
      campaignId: 'outbound-sales',
      extension: each === client ? '5011' : '5012',
    })
  await client.call('PUT', 'cc/agent/status', { status: 'READY' })
  await other.call('PUT', 'cc/agent/status', { status: 'NOT_READY', reason: 'Lunch' })
  const stream = await client.pushes()
  const last = await stream.nextOf('UserCCRuntimeUpdatedPush')
  const rows = async (who: typeof client) => (await who.call('GET', 'cc/userCCRuntimes')).body
  const before = [await rows(client), await rows(other)]
  await server.kill()
  await expect(stream.nextOf('none')).rejects.toThrow()
  await expect(client.call('GET', 'echo')).rejects.toThrow()
  await server.startAgain()
  expect((await client.call('GET', 'echo')).status).toBe(200)
  // One keeps its token, and is sent what it missed; the other signs in anew, without asking.
  const kept = await client.call('POST', 'session/keepAliveWithPingPush', {
    ...{ sessionId: client.sessionId, lastProcessedPushId: last.seqNo },
  })
  expect(kept.status).toBe(200)
  expect(kept.body.pushes.map(({ pushType }: { pushType: string }) => pushType)).toContain('UserSessionUpdatedPush')
  expect(await rows(client)).toEqual(before[0])
  expect((await other.login('agent02')).status).toBe(409)
  expect((await other.login('agent02', { forceLogin: true })).status).toBe(200)
  const [again] = await rows(other)
  const [was] = before[1]
  expect(again).toEqual({ ...was, sessionId: other.sessionId, startTime: again.startTime })
}, 60_000)
