import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  ask,
  type Cluster,
  type ClusterNode,
  createCluster,
  follow,
  headersOf,
  post,
  signIn,
  type Visitor,
} from '../test/cluster.ts'
import { startPostgres, type TestPostgres } from '../test/postgres.ts'
import { createTcpProxy } from '../test/tcp-proxy.ts'
import { addTenant } from './cli/add-tenant.ts'
import { demoPassword } from './demo/seed-demo.ts'
import { realWorld } from './real-world.ts'

const { now } = realWorld.clock
const soonMs = 1_000
const wrong = 'certainly not this one'

let postgres: TestPostgres
let database: string
let cluster: Cluster
beforeAll(async () => {
  postgres = await startPostgres()
}, 60_000)
afterAll(() => postgres.stop())
beforeEach(async () => {
  database = await postgres.createDatabase()
  cluster = await createCluster(database)
}, 60_000)
afterEach(() => cluster.close(), 30_000)

async function startThree(): Promise<readonly [ClusterNode, ClusterNode, ClusterNode]> {
  const first = await cluster.start()
  return [first, await cluster.start(), await cluster.start()]
}

const fail = async (url: string, username: string, headers: Record<string, string> = {}) => {
  const answer = await post(url, '/v1/sign-in', { tenant: 'demo', username, password: wrong }, headers)
  const { code } = (await answer.json()) as { code: string }
  return code
}

/** Signs a user in from many browsers, their sockets spread over the nodes; few at a time, as the password queue is bounded. */
async function gather(nodes: readonly ClusterNode[], username: string, count: number) {
  const visitors: Visitor[] = []
  while (visitors.length < count) {
    const batch = Array.from({ length: Math.min(5, count - visitors.length) }, (_, at) => nodes[at % nodes.length]?.url ?? '')
    visitors.push(...(await Promise.all(batch.map((url) => signIn(url, username)))))
  }
  const tabs = await Promise.all(visitors.map((visitor, at) => follow(nodes[at % nodes.length]?.url ?? '', visitor)))
  return { visitors, tabs }
}

/** Within a second every node refuses every cookie, and every socket is closed with this code. */
async function expectGone(nodes: readonly ClusterNode[], { visitors, tabs }: Awaited<ReturnType<typeof gather>>, code: string) {
  const since = now()
  const byes = await Promise.all(tabs.map((tab) => tab.nextOf('bye')))
  expect(now() - since).toBeLessThan(soonMs)
  expect(new Set(byes.map((bye) => bye?.code))).toEqual(new Set([code]))
  for (const { url } of nodes) {
    const answers = await Promise.all(visitors.map((visitor) => ask(url, visitor)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]))
  }
}

describe('three nodes on one database', () => {
  test('[S-05] [S-24] a changed password ends 50 sessions and their sockets everywhere within a second', async () => {
    const nodes = await startThree()
    const all = await gather(nodes, 'supervisor01', 50)
    const [changer] = all.visitors
    if (!changer) throw new Error('nobody')
    const body = { current: demoPassword, next: 'another horse and another battery' }
    const answer = await post(nodes[0].url, '/v1/password', body, headersOf(changer))
    expect(answer.status, await answer.clone().text()).toBe(200)
    await expectGone(nodes, all, 'resume.passwordChanged')
    expect(await fail(nodes[2].url, 'supervisor01')).toBe('signIn.credentials')
    await signIn(nodes[1].url, 'supervisor01', body.next)
  }, 60_000)

  test('[S-24] a sign-out and a disabled user end their sessions everywhere within a second', async () => {
    const nodes = await startThree()
    const [admin, one] = [await signIn(nodes[0].url, 'admin01'), await gather(nodes, 'agent01', 1)]
    const [visitor] = one.visitors
    if (!visitor) throw new Error('nobody')
    expect((await post(nodes[2].url, '/v1/sign-out', {}, headersOf(visitor))).status).toBe(200)
    await expectGone(nodes, one, 'resume.signedOut')

    const many = await gather(nodes, 'supervisor01', 6)
    const change = await fetch(`${nodes[0].url}/v1/admin/users/u-supervisor01`, {
      method: 'PUT',
      body: JSON.stringify({ disabled: true }),
      headers: { 'content-type': 'application/json', origin: nodes[0].url, ...headersOf(admin) },
    })
    expect(change.status, await change.clone().text()).toBe(200)
    await expectGone(nodes, many, 'resume.disabled')
  }, 60_000)

  test('[S-17] [S-10] five failures are five on three nodes, and a spoofed X-Forwarded-For buys none', async () => {
    const nodes = await startThree()
    const guesses = Array.from({ length: 12 }, (_, at) =>
      fail(nodes[at % 3]?.url ?? '', 'agent01', { 'x-forwarded-for': `203.0.113.${at}` }),
    )
    const codes = await Promise.all(guesses)
    expect(codes.filter((code) => code === 'signIn.credentials')).toHaveLength(5)
    expect(codes.filter((code) => code === 'signIn.blocked')).toHaveLength(7)
    const budgets = await nodes[0].server.deps.store.system.find('budgets')
    expect(budgets.map(({ count }) => count)).toEqual([5])
  }, 60_000)
})

test('[CP7] a host name that one node gives a tenant leads there on another, and a tenant that is added has its name there', async () => {
  const [near, far] = [await cluster.start(), await cluster.start()]
  const { store } = near.server.deps
  await addTenant({ store, clock: near.server.deps.clock }, 'later', 'Later')
  for (const tenant of ['acme', 'later'])
    await store.tenant(tenant).transact(async (tx) => {
      const row = { level: 'tenant', key: 'security.hostName', value: `${tenant}.example`, locked: false }
      tx.put('preferences', { ...row, changedAt: 1, changedBy: null })
      await tx.emit({ kind: 'preference.changed', userId: null, data: { ...row, previous: null } }, { at: 1, by: null })
    })
  // Who is wrong in a tenant is told so in that tenant's feed; of a tenant that is none nobody would hear.
  const tenantOf = async (username: string, host: string) => {
    const payload = { username, password: wrong, credential: 'bearer' }
    const answer = await far.server.app.inject({ method: 'POST', url: '/v1/sign-in', headers: { host }, payload })
    expect(answer.json()).toMatchObject({ code: 'signIn.credentials' })
    for (const tenant of ['acme', 'later', 'demo']) {
      const failures = await store.tenant(tenant).events({ kind: 'signIn.failed', limit: 10, newestFirst: true })
      if (failures.some(({ data }) => JSON.stringify(data).includes(JSON.stringify(username)))) return tenant
    }
    return null
  }
  let tries = 0
  const leadsTo = (host: string) => tenantOf(`nobody${tries++}`, host)
  await expect.poll(() => leadsTo('later.example'), { timeout: soonMs }).toBe('later')
  expect(await leadsTo('acme.example')).toBe('acme')
  expect(await leadsTo('other.example')).toBe('demo')
  await store.system.transact(async (tx) => {
    tx.put('tenants', { id: 'acme', name: 'Acme', createdAt: 1, suspendedAt: 1 })
  })
  // Nobody signs in there any more, and nobody of it anywhere else.
  expect(await leadsTo('acme.example')).toBeNull()
}, 60_000)

test('[S-11] [SV6] a block set on one node ends on another, whose system’s clock is an hour off, to the second', async () => {
  const right = await cluster.start()
  const late = await cluster.start({ wallOffMs: -3_600_000 })
  const early = await cluster.start({ wallOffMs: 3_600_000 })
  for (let each = 0; each < 5; each++) await fail(right.url, 'agent01')
  const until = async ({ url }: ClusterNode) => {
    const answer = await post(url, '/v1/sign-in', { tenant: 'demo', username: 'agent01', password: demoPassword })
    const { code, retryAfterMs = 0 } = (await answer.json()) as { code: string; retryAfterMs?: number }
    expect(code).toBe('signIn.blocked')
    return now() + retryAfterMs
  }
  const moments = [await until(right), await until(late), await until(early)]
  expect(Math.max(...moments) - Math.min(...moments)).toBeLessThan(1_000)

  // As if five minutes had passed: the block is over on all of them, and not before.
  const { system } = right.server.deps.store
  const [row] = await system.find('attempts')
  if (!row) throw new Error('no counter')
  const lapse = (leftMs: number) =>
    system.transact(async (rows) => rows.put('attempts', { ...row, blockedUntil: right.server.deps.clock.now() + leftMs }))
  for (const { url } of [late, early]) {
    await lapse(1_000)
    const answer = await post(url, '/v1/sign-in', { tenant: 'demo', username: 'agent01', password: demoPassword })
    expect(answer.status).not.toBe(200)
    await lapse(-1_000)
    await signIn(url, 'agent01').then((visitor) => post(url, '/v1/sign-out', {}, headersOf(visitor)))
  }
}, 60_000)

test('[S-24] [S-73] [SV8] a node that is cut off is alive, not ready, serves nobody and sends its sockets elsewhere within 5 s', async () => {
  const near = await cluster.start()
  const proxy = await createTcpProxy(Number(new URL(database).port))
  const through = new URL(database)
  through.port = String(proxy.port)
  const far = await cluster.start({ database: String(through) })
  const agent = await signIn(far.url, 'agent01')
  const tab = await follow(far.url, agent)

  proxy.freeze()
  const since = now()
  expect((await post(near.url, '/v1/sign-out', {}, headersOf(agent))).status).toBe(200)
  const writing = await post(far.url, '/v1/sign-in', { tenant: 'demo', username: 'agent02', password: demoPassword })
  expect(writing.status).toBe(503)
  expect(await ask(far.url, agent)).toEqual({ status: 503, code: 'store.unavailable' })
  expect(await tab.nextOf('bye')).toMatchObject({ reason: 'draining' })
  expect(now() - since).toBeLessThan(5_500)
  const probes = await Promise.all(['/healthz', '/readyz'].map((path) => fetch(far.url + path)))
  expect(probes.map(({ status }) => status)).toEqual([200, 503])

  proxy.thaw()
  await expect.poll(() => ask(far.url, agent), { timeout: 10_000 }).toMatchObject({ status: 401 })
  expect((await fetch(`${far.url}/readyz`)).status).toBe(200)
  await far.stop()
  await proxy.close()
}, 60_000)

test('[S-24] [S-15] a node that is killed leaves its sessions alive: their sockets come back on another', async () => {
  const stays = await cluster.start()
  const program = spawn(process.execPath, [fileURLToPath(new URL('main.ts', import.meta.url)), '--demo'], {
    env: {
      ...process.env,
      ...{ HOTSEAT_DATABASE: database, HOTSEAT_DATA: cluster.folder, HOTSEAT_PORT: '0', HOTSEAT_LOG_LEVEL: 'silent' },
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = await new Promise<string>((resolve) => {
    let text = ''
    program.stdout.on('data', (data) => {
      text += String(data)
      const found = /http:\/\/\S+/.exec(text)
      if (found) resolve(found[0])
    })
  })
  const agent = await signIn(url, 'agent01')
  const tab = await follow(url, agent)
  const { store } = stays.server.deps
  const presence = async () => {
    const session = await store.tenant('demo').get('sessions', { id: agent.sessionId })
    return { node: session?.connectedNode, isDropped: session?.droppedAt !== null, isOver: session?.endedAt !== null }
  }
  const holder = (await store.system.find('nodes')).map(({ id }) => id).find((id) => id !== stays.server.deps.nodeId)
  await expect.poll(presence).toEqual({ node: holder, isDropped: false, isOver: false })

  program.kill('SIGKILL')
  await Promise.all([once(program, 'exit'), tab.closed])
  await expect.poll(presence, { timeout: 10_000 }).toEqual({ node: null, isDropped: true, isOver: false })
  await follow(stays.url, agent)
  await expect.poll(presence).toEqual({ node: stays.server.deps.nodeId, isDropped: false, isOver: false })
}, 60_000)
