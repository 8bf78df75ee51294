import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { createServer, type HotseatServer } from './compose.ts'
import { parseConfig } from './config.ts'
import { demoPassword } from './demo/seed-demo.ts'
import { createLog } from './log.ts'
import { realWorld } from './real-world.ts'
import { welcome } from './welcome.ts'

let folder: string
let lines: string[]
const running = new Set<HotseatServer>()
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hotseat-compose-'))
  lines = []
})
afterEach(async () => {
  for (const server of running) await server.close()
  running.clear()
  await rm(folder, { recursive: true })
})

async function start(environment: Record<string, string> = {}) {
  const config = parseConfig({ HOTSEAT_DATA: folder, HOTSEAT_PORT: '0', ...environment })
  const log = createLog('info', { write: (line) => void lines.push(line) })
  const server = await createServer(config, realWorld, { log })
  running.add(server)
  const started = await server.start()
  const stop = async () => {
    running.delete(server)
    await server.close()
  }
  return { ...started, server, config, stop }
}

const post = (url: string, path: string, body: object, headers: Record<string, string> = {}) =>
  fetch(url + path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } })

test('[SV1] [S-74] a first start has nobody who can sign in, and a link that works once', async () => {
  const { url, setupSecret, config, stop } = await start()
  expect(welcome({ demo: config.demo, pid: 1 }, { url, setupSecret })).toContain(`${url}/#/setup/${setupSecret}\n`)
  const first = { secret: setupSecret, password: 'a long first password', tenant: 'north', username: 'boss', name: 'The Boss' }
  expect((await post(url, '/v1/activate', first)).status).toBe(200)
  expect((await post(url, '/v1/activate', first)).status).toBe(403)
  await stop()
  expect((await start()).setupSecret).toBeNull()
})

test('[SV2] [S-15] a session outlives its server, and its agent is told when to come back', async () => {
  const { url, stop, config, setupSecret } = await start({ HOTSEAT_DEMO: '1' })
  expect(welcome({ demo: config.demo, pid: 1 }, { url, setupSecret })).toContain(demoPassword)
  const signedIn = await post(url, '/v1/sign-in', { tenant: 'demo', username: 'agent01', password: demoPassword })
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
  const { session } = (await signedIn.json()) as { session: { id: string } }
  const socket = new WebSocket(`${url.replace('http', 'ws')}/v1/feed`, { headers: { cookie, origin: url } })
  const bye = new Promise<string>((resolve) =>
    socket.on('message', (data) => String(data).includes('"bye"') && resolve(String(data))),
  )
  await new Promise((resolve) => socket.once('message', resolve))
  await stop()
  expect(JSON.parse(await bye)).toMatchObject({ type: 'bye', reason: 'draining', waitMs: 0 })

  const again = await start({ HOTSEAT_DEMO: '1' })
  const after = await fetch(`${again.url}/v1/session`, { headers: { cookie } })
  expect(await after.json()).toMatchObject({ session: { id: session.id }, user: { username: 'agent01' } })
})

test('[SV3] [S-65] [S-66] every line of the log is one JSON object, and no secret is in one', async () => {
  const { url } = await start({ HOTSEAT_DEMO: '1' })
  const hostile = ['canary-user\n{"level":30}', '\u001b[31mcanary', '{jndi:ldap://x}', '"},{"a":"', '\u2028canary']
  for (const username of hostile) {
    const headers = {
      'user-agent': username.replace(/[^ -~]/g, ''),
      'x-hotseat-sub': 'x'.repeat(70),
      cookie: 'hotseat=canary-cookie',
    }
    await post(url, '/v1/sign-in', { tenant: 'demo', username, password: 'canary-password', subId: 'a' })
    await post(url, '/v1/sign-in', { tenant: 'demo', username, password: 'canary-password' }, headers)
  }
  await post(url, '/v1/sign-in', { tenant: 'demo', username: 'agent01', password: demoPassword })
  expect(lines.length).toBeGreaterThan(5)
  for (const line of lines) {
    expect(Object.keys(JSON.parse(line))).toContain('level')
    expect(line.trimEnd()).not.toContain('\n')
    expect(line).not.toMatch(new RegExp(`canary|${demoPassword}|agent01|hotseat=`))
  }
})

test('[SV4] [S-17] X-Forwarded-For is believed from a trusted proxy only', async () => {
  const addresses: string[] = []
  for (const trusted of ['', '127.0.0.1']) {
    const { url, server, stop } = await start({ HOTSEAT_DEMO: '1', HOTSEAT_TRUSTED_PROXIES: trusted })
    await post(url, '/v1/sign-in', { tenant: 'demo', username: 'nobody', password: 'x' }, { 'x-forwarded-for': '203.0.113.9' })
    const [event] = await server.deps.store.tenant('demo').events({ kind: 'signIn.failed', newestFirst: true, limit: 1 })
    if (event?.kind === 'signIn.failed') addresses.push(event.data.address)
    await stop()
  }
  expect(addresses).toEqual(['127.0.0.1', '203.0.113.9'])
})

test('[SV5] the metrics count, and the documentation knows every call', async () => {
  const { url } = await start({ HOTSEAT_DEMO: '1' })
  await post(url, '/v1/sign-in', { tenant: 'demo', username: 'agent01', password: demoPassword })
  const metrics = await (await fetch(`${url}/metrics`)).text()
  expect(metrics).toContain('hotseat_sign_ins_total{outcome="accepted"} 1')
  expect(metrics).toMatch(/hotseat_commit_seconds_count [1-9]/)
  const document = (await (await fetch(`${url}/openapi.json`)).json()) as { paths: object }
  expect(Object.keys(document.paths)).toContain('/v1/sign-in')
  expect((await fetch(`${url}/docs/`)).status).toBe(200)
})
