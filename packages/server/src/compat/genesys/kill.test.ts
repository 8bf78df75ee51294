import { afterAll, beforeAll, expect, test } from 'vitest'
import { createGenesysClient } from '../../../test/genesys-client.ts'
import { type ServerProcess, startServerProcess } from '../../../test/server-process.ts'

let server: ServerProcess
beforeAll(async () => {
  server = await startServerProcess()
}, 60_000)
afterAll(() => server.dispose())

test('[GW46] after kill -9 the cookie, the token and the last id go on where they were', async () => {
  const client = createGenesysClient(server.url)
  await client.signIn('agent07')
  await client.start(['voice'], 'desk-15')
  const notices = await client.notifications()
  await client.operate('/me/channels/voice', 'Lunch')
  await notices.next()
  await client.operate('/me/channels/voice', 'Ready')
  while ((await notices.next())?.data.devices?.[0]?.userState.state !== 'Ready');
  const { token } = client
  const cut = notices.next().catch(() => null)
  await server.kill()
  expect(await cut).toBeNull()
  await server.startAgain()

  const again = await client.notifications(notices.lastEventId())
  const { user } = (await client.call('GET', '/me?subresources=devices,channels')).body
  expect(user.devices[0]).toMatchObject({ deviceState: 'Active', phoneNumber: '5015', userState: { state: 'Ready' } })
  expect(user.channels[0]).toMatchObject({ channel: 'voice', userState: { state: 'Ready' } })
  expect(client.token).toBe(token)
  expect((await client.operate('/me/channels/voice', 'NotReady')).body).toEqual({ statusCode: 0 })
  expect((await again.next())?.data.channels).toMatchObject([{ userState: { state: 'NotReady' } }])
  expect((await client.operate('/me', 'EndContactCenterSession')).body).toEqual({ statusCode: 0 })
}, 60_000)
