import { once } from 'node:events'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { createHandlers } from '../src/handlers.ts'
import { createTestNode, type TestNode } from '../src/http/test-node.ts'
import { createStage } from './stage.ts'
import { guesses } from './vendors/guesses.ts'
import { askToSignIn } from './vendors/native.ts'
import { vendors } from './vendors/vendors.ts'

const wrong = 'certainly not this one'
const most = 12

let rig: TestNode
let stage: Awaited<ReturnType<typeof createStage>>
let url: string
beforeEach(async () => {
  stage = await createStage()
  rig = await createTestNode({
    ...{ handlers: createHandlers(stage.deps), deps: stage.deps },
    env: { HOTSEAT_PORT: '0', HOTSEAT_TRUSTED_PROXIES: '127.0.0.1' },
    floodLimits: { passwords: most, activations: most, resumes: most },
  })
  url = (await rig.node.start()).url
})
afterEach(async () => {
  const closed = rig.node.close()
  rig.node.app.server.closeAllConnections()
  await closed
})

/** Uses the network's bound up, by a call that is refused for another reason. */
async function flood(forwardedFor = '127.0.0.1') {
  for (;;) {
    const headers = { 'content-type': 'application/json', 'x-forwarded-for': forwardedFor }
    const answer = await fetch(`${url}/v1/sign-in`, { method: 'POST', headers, body: '{}' })
    if (answer.status === 429) return
    expect(answer.status).toBe(400)
  }
}

async function counted() {
  const [attempts, budgets] = await Promise.all([
    stage.deps.store.system.find('attempts'),
    stage.deps.store.system.find('budgets'),
  ])
  return { attempts, budgets, verifications: stage.verifications() }
}

test.each(Object.keys(guesses))(
  '[CP8] [S-16] %s is refused in a flood, and no password is looked at nor counted',
  async (name) => {
    const guess = await guesses[name]?.(url, 'agent03', wrong)
    if (!guess) throw new Error(name)
    await flood()
    const before = await counted()
    await guess()
    expect(await counted()).toEqual(before)
    stage.clock.advance(10_000)
    await guess()
    expect((await counted()).verifications).toBe(before.verifications + 1)
    expect((await counted()).budgets.map(({ count }) => count)).toEqual([1])
  },
)

test('[CP8] all APIs have one bound together', async () => {
  const looks: number[] = []
  // Each time another name, or the lockout would have its say.
  for (let round = 1; round <= 3; round++)
    for (const vendor of vendors) {
      const before = stage.verifications()
      await vendor.signIn(url, `nobody-${vendor.name}-${round}`, wrong)
      looks.push(stage.verifications() - before)
    }
  expect(looks).toEqual([...Array(most).fill(1), 0, 0, 0])
})

/** A sign-in on Acqueon's bus from an address, and what it is told. */
async function askOnBus(forwardedFor: string) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/compat/acqueon/bus`, {
    headers: { 'x-forwarded-for': forwardedFor },
  })
  const said: { topic: string; subtopic: string; message: unknown }[] = []
  socket.on('message', (text) => said.push(JSON.parse(String(text))))
  await once(socket, 'open')
  const send = (topic: string, subtopic: string, data?: object) =>
    socket.send(JSON.stringify({ channel: 'Cisco', topic, subtopic, source: 'test', data }))
  send('Registration', 'Register')
  send('Agent', 'SetUserInfo', { username: 'agent01', password: wrong, extension: '5001' })
  await expect.poll(() => said.length).toBe(2)
  socket.terminate()
  return said[1]
}

test('[CP8] [S-17] [AQ11] each API says it in its own shape, with when to come back, and only to that network', async () => {
  const ask = async (path: string, from: string, headers: Record<string, string>, body?: object) => {
    const sent = body && { method: 'POST', body: JSON.stringify(body) }
    const json = body && { 'content-type': 'application/json' }
    const answer = await fetch(url + path, { headers: { 'x-forwarded-for': from, ...json, ...headers }, ...sent })
    return { status: answer.status, later: answer.headers.get('retry-after'), body: await answer.json() }
  }
  const ameyo = (from: string) =>
    ask('/ameyorestapi/userLogin/login', from, {}, { userId: 'agent01', token: wrong, domain: 'demo' })
  const genesys = (from: string) => ask('/api/v2/me', from, { authorization: `Basic ${btoa(`agent01:${wrong}`)}` })
  const ipcortex = (from: string) =>
    ask('/rest/auth/', from, {}, { auth: { type: 'auth', username: 'agent01', password: wrong } })

  await flood('2001:db8::1')
  const [flooded, apart] = ['2001:db8::2', '2001:db8:0:1::2']
  const info = 'Too many requests. Try again later.'
  expect(await ameyo(flooded)).toEqual({
    ...{ status: 429, later: '1' },
    body: { message: 'rate.limited', code: 429, info, status: 429 },
  })
  expect(await genesys(flooded)).toEqual({ status: 429, later: '1', body: { statusCode: 3, statusMessage: info } })
  expect(await ipcortex(flooded)).toEqual({ status: 429, later: '1', body: { result: 'fail' } })
  expect(await askOnBus(flooded)).toEqual({
    ...{ channel: 'Cisco', topic: 'Agent', subtopic: 'LoginFailed' },
    message: { errorType: 'Account Locked', retryAfterSeconds: 1, reason: 'rate.limited' },
  })
  expect([(await ameyo(apart)).status, (await genesys(apart)).status]).toEqual([401, 403])
  expect(await ipcortex(apart)).toMatchObject({ status: 200, body: { result: 'fail' } })
  expect((await askOnBus(apart))?.message).toEqual({ errorType: 'Invalid Credentials' })
  expect((await askToSignIn(url, 'agent02', wrong)).status).toBe(401)
})
