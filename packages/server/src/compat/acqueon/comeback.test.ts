import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type AcqueonRig, createAcqueonRig } from '../../../test/acqueon-rig.ts'
import { type BusClient, openBus } from '../../../test/bus-client.ts'
import { startServerProcess } from '../../../test/server-process.ts'
import { demoPassword } from '../../demo/seed-demo.ts'

describe('coming back by a key', () => {
  let rig: AcqueonRig
  beforeEach(async () => {
    rig = await createAcqueonRig()
  })
  afterEach(() => rig.close())

  async function signInWithKey() {
    const client = await rig.register({ keepSession: true })
    const [first] = await rig.signIn(client, 'agent01')
    return { client, session: String(first?.message.session) }
  }

  test('[AQ31] only who asks for a key is given one', async () => {
    const client = await rig.register()
    expect(JSON.stringify(await rig.signIn(client, 'agent01'))).not.toContain('SetSession')
    const { session } = await signInWithKey()
    expect(session).toMatch(/^demo\./)
  })

  test('[AQ31] the key brings the session back, with state, on a new line', async () => {
    const { client, session } = await signInWithKey()
    client.send('Agent', 'SetReadyState')
    await client.settled()
    const before = (await rig.caller('agent01')).session.id
    client.socket.terminate()
    await client.closed
    rig.stage.clock.advance(10_000)
    const again = await rig.register({ keepSession: true, session })
    expect(await again.message('Connection/SetConnectionStatus')).toEqual({ status: 'connected' })
    expect(await again.message('Agent/SetAgentState')).toMatchObject({
      state: 'READY',
      stateChangeTime: '2026-09-21T14:13:20.000Z',
    })
    await again.message('Agent/SetWrapupCode')
    expect((await rig.caller('agent01')).session.id).toBe(before)
    again.send('Agent', 'SetNotReadyState', { ReasonCodeId: '11' })
    expect(await again.message('Agent/SetAgentState')).toMatchObject({ state: 'NOT_READY' })
  })

  test('[AQ30] [AQ31] who was lost past the grace period has the work back, by key and by credentials', async () => {
    const { client, session } = await signInWithKey()
    client.send('Agent', 'SetReadyState')
    await client.settled()
    const lose = async (line: BusClient) => {
      line.socket.terminate()
      await expect.poll(async () => (await rig.caller('agent01')).session.droppedAt).not.toBeNull()
      rig.stage.clock.advance(31_000)
      await rig.stage.tick.run()
      expect((await rig.agent('agent01'))?.states[0]).toMatchObject({ state: 'NOT_READY', reasonCode: 50_001 })
    }
    await lose(client)
    const byKey = await rig.register({ session })
    expect(await byKey.message('Agent/SetAgentState')).toMatchObject({ state: 'READY' })
    await byKey.message('Agent/SetWrapupCode')
    await lose(byKey)
    const byPassword = await rig.register()
    const events = await rig.signIn(byPassword, 'agent01')
    expect(events.find(({ subtopic }) => subtopic === 'SetAgentState')?.message).toMatchObject({ state: 'READY' })
  })

  test('[AQ31] the key dies with the session, and is no other tenant’s or API’s', async () => {
    const { client, session } = await signInWithKey()
    client.send('Connection', 'Logout')
    await client.message('Agent/Login')
    for (const key of [session, 'demo.nothing', 'x']) {
      const again = await rig.register({ session: key })
      expect(await again.message('Agent/Login')).toMatchObject({ loginState: 'LoggedOut', reason: null })
      again.send('Agent', 'SetReadyState')
      await again.message('Error/NotSignedIn')
    }
  })

  test('[AQ31] a new sign-in makes the key before it useless', async () => {
    const { session } = await signInWithKey()
    await signInWithKey()
    const again = await rig.register({ session })
    expect(await again.message('Agent/Login')).toMatchObject({ loginState: 'LoggedOut', reason: null })
  })

  test('[AQ16] [AQ31] a page that is not on the tenant’s list has no use for the key', async () => {
    const { client, session } = await signInWithKey()
    client.socket.terminate()
    await rig.stage.deps.store.tenant('acme').transact(async (tx) => {
      const setting = { level: 'tenant', key: 'security.allowedOrigins', value: ['https://other.example'], locked: false }
      tx.put('preferences', { ...setting, changedAt: 1, changedBy: null })
      await tx.emit({ kind: 'preference.changed', userId: null, data: { ...setting, previous: null } }, { at: 1, by: null })
    })
    const page = await rig.register({ session }, { origin: 'https://other.example' })
    expect(await page.message('Agent/Login')).toMatchObject({ loginState: 'LoggedOut' })
  })
})

test('[AQ30] [AQ31] kill -9: READY is READY again, by the credentials and by the key', async () => {
  const server = await startServerProcess()
  try {
    const join = async (data: object) => {
      const client = openBus(server.url)
      client.send('Registration', 'Register', data)
      await client.message('Registration/Registered')
      return client
    }
    const signIn = async (client: BusClient, username: string, extension: string) => {
      client.send('Agent', 'SetUserInfo', { username, password: demoPassword, extension })
      return client.message('Agent/SetAgentState')
    }
    const [first, second] = [await join({}), await join({ keepSession: true })]
    await signIn(first, 'agent01', '5001')
    second.send('Agent', 'SetUserInfo', { username: 'agent02', password: demoPassword, extension: '5002' })
    const { session } = await second.message('Registration/SetSession')
    const since: string[] = []
    for (const client of [first, second]) {
      await client.message('Agent/SetWrapupCode')
      client.send('Agent', 'SetReadyState')
      since.push((await client.message('Agent/SetAgentState')).stateChangeTime)
    }
    await server.kill()
    await Promise.all([first.closed, second.closed])
    await server.startAgain()
    const states = [
      await signIn(await join({}), 'agent01', '5001'),
      await (await join({ session })).message('Agent/SetAgentState'),
    ]
    expect(states).toMatchObject(since.map((stateChangeTime) => ({ state: 'READY', stateChangeTime })))
  } finally {
    await server.dispose()
  }
}, 60_000)
