import { once } from 'node:events'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { demoPassword } from '../src/demo/seed-demo.ts'
import { createHandlers } from '../src/handlers.ts'
import { createTestNode, type TestNode } from '../src/http/test-node.ts'
import { createStage, feedOf } from './stage.ts'
import { basicOf } from './vendors/genesys.ts'

const listed = 'https://crm.example'
const foreign = 'https://evil.example'
/** Below a pattern that the tenant has set for the Genesys API. */
const patterned = 'https://app.pages.example'

let rig: TestNode
let url: string
let stage: Awaited<ReturnType<typeof createStage>>
beforeEach(async () => {
  stage = await createStage()
  const bare = { level: 'tenant', locked: false, changedAt: 1, changedBy: null }
  await stage.deps.store.tenant('demo').transact(async (tx) => {
    tx.put('preferences', { ...bare, key: 'security.allowedOrigins', value: [listed] })
    tx.put('preferences', { ...bare, key: 'security.genesysOriginPatterns', value: ['https://*.pages.example'] })
  })
  rig = await createTestNode({ handlers: createHandlers(stage.deps), deps: stage.deps, env: { HOTSEAT_PORT: '0' } })
  url = (await rig.node.start()).url
})
afterEach(async () => {
  const closed = rig.node.close()
  rig.node.app.server.closeAllConnections()
  await closed
})

/** Somebody of a tenant, on a page of this origin. */
type Try = { readonly tenant: string; readonly username: string; readonly origin: string }

async function post(path: string, origin: string, body: object) {
  const headers = { 'content-type': 'application/json', origin }
  return fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) })
}

/** How a page signs in through each API, by the right password. What came of it is in the feed. */
const signIns: Readonly<Record<string, (by: Try) => Promise<unknown>>> = {
  native: ({ tenant, username, origin }) =>
    post('/v1/sign-in', origin, { tenant, username, password: demoPassword, credential: 'bearer' }),
  ameyo: ({ tenant, username, origin }) =>
    post('/ameyorestapi/userLogin/login', origin, { domain: tenant, userId: username, token: demoPassword }),
  genesys: ({ tenant, username, origin }) =>
    fetch(`${url}/api/v2/me`, { headers: { origin, authorization: basicOf(`${username}@${tenant}`, demoPassword) } }),
  ipcortex: ({ tenant, username, origin }) =>
    post('/rest/auth/', origin, { auth: { type: 'auth', username: `${username}@${tenant}`, password: demoPassword } }),
  async acqueon({ tenant, username, origin }) {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/compat/acqueon/bus`, { origin })
    const done = Promise.race([once(socket, 'error'), once(socket, 'close')]).catch((error: unknown) => [error])
    socket.on('open', () => {
      const send = (topic: string, subtopic: string, data?: object) =>
        socket.send(JSON.stringify({ channel: 'Cisco', topic, subtopic, source: 'page', data }))
      send('Registration', 'Register')
      send('Agent', 'SetUserInfo', {
        username: `${username}@${tenant}`,
        password: demoPassword,
        extension: tenant === 'demo' ? '5001' : '7001',
      })
    })
    socket.on('message', (text) => {
      if (/"SetWrapupCode"|"LoginFailed"|"Error"/.test(String(text))) socket.close()
    })
    await done
  },
}

const started = async (tenant: string) =>
  (await feedOf(stage.deps.store, tenant)).filter(({ kind }) => kind === 'session.started').length

test.each(Object.keys(signIns))('[CP15] [S-32] %s: a page of an origin that nobody lists signs nobody in', async (name) => {
  await signIns[name]?.({ tenant: 'demo', username: 'agent01', origin: foreign })
  await signIns[name]?.({ tenant: 'demo', username: 'agent01', origin: 'null' })
  expect(await started('demo')).toBe(0)
})

test.each(Object.keys(signIns))('[CP15] [S-32] %s: a page of one tenant’s list has no business in another', async (name) => {
  await signIns[name]?.({ tenant: 'acme', username: 'wile01', origin: listed })
  expect(await started('acme')).toBe(0)
  await signIns[name]?.({ tenant: 'demo', username: 'agent01', origin: listed })
  // Ameyo’s clients run on the server’s own pages only, as its document says.
  expect(await started('demo')).toBe(name === 'ameyo' ? 0 : 1)
})

test.each(Object.keys(signIns))('[CP15] %s: the server’s own page signs in', async (name) => {
  await signIns[name]?.({ tenant: 'acme', username: 'wile01', origin: url })
  expect(await started('acme')).toBe(1)
})

test.each(Object.keys(signIns))('[GW54] [S-32] %s: a pattern of origins is for the Genesys API alone', async (name) => {
  await signIns[name]?.({ tenant: 'demo', username: 'agent01', origin: patterned })
  expect(await started('demo')).toBe(name === 'genesys' ? 1 : 0)
})

test.each(['/v1/feed', '/compat/acqueon/bus'])('[GW54] [S-33] a page of a pattern opens no socket at %s', async (path) => {
  const handshake = async (origin: string) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}${path}`, { origin })
    const outcome = await new Promise<string>((resolve) => {
      socket.once('open', () => resolve('open')).on('error', ({ message }) => resolve(message))
    })
    socket.terminate()
    return outcome
  }
  expect(await handshake(listed)).toBe('open')
  expect(await handshake(patterned)).toBe('Unexpected server response: 403')
})

test('[GW54] [HT7] [HT9] a page of a pattern has no bearer token, reads nothing of the native API, and no preflight', async () => {
  const signedIn = await fetch(`${url}/api/v2/me`, {
    headers: { origin: patterned, authorization: basicOf('agent01', demoPassword) },
  })
  const [cookie = ''] = signedIn.headers.getSetCookie()[0]?.split(';') ?? []
  const authorization = `Bearer ${cookie.split('=')[1]}`
  for (const origin of [listed, patterned]) {
    const answer = await fetch(`${url}/v1/session`, { headers: { origin, authorization } })
    expect([origin, answer.ok]).toEqual([origin, origin === listed])
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin === listed ? listed : null)
  }
  const headers = { origin: patterned, 'access-control-request-method': 'POST' }
  for (const path of ['/v1/sign-in', '/v1/resume', '/rest/auth/'])
    expect([path, (await fetch(url + path, { method: 'OPTIONS', headers })).headers.get('access-control-allow-origin')]).toEqual([
      path,
      null,
    ])
})
