import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer, type HotseatServer } from '../src/compose.ts'
import { parseConfig } from '../src/config.ts'
import { demoPassword } from '../src/demo/seed-demo.ts'
import { createLog } from '../src/log.ts'
import { realWorld } from '../src/real-world.ts'
import { createSteadyClock } from '../src/steady-clock.ts'
import { type FeedClient, openFeed } from './feed-client.ts'

/** One node of a cluster, on a clock of its own. */
export type ClusterNode = { readonly url: string; readonly server: HotseatServer; stop(): Promise<void> }

/** Several nodes in this process, on one database with the demo data. */
export type Cluster = {
  /** The data folder of all nodes: their secret key is in it. */
  readonly folder: string
  /** `wallOffMs`: how wrong the machine's system clock is. */
  start(options?: { database?: string; wallOffMs?: number; trustedProxies?: string }): Promise<ClusterNode>
  close(): Promise<void>
}

export async function createCluster(database: string): Promise<Cluster> {
  const folder = await mkdtemp(join(tmpdir(), 'hotseat-cluster-'))
  const running = new Set<HotseatServer>()
  const { clock, random } = realWorld
  return {
    folder,
    async start({ database: via = database, wallOffMs = 0, trustedProxies = '' } = {}) {
      const config = parseConfig({
        ...{ HOTSEAT_DATABASE: via, HOTSEAT_DATA: folder, HOTSEAT_DEMO: '1', HOTSEAT_PORT: '0' },
        HOTSEAT_TRUSTED_PROXIES: trustedProxies,
      })
      const own = createSteadyClock({
        wall: () => clock.now() + wallOffMs,
        monotonic: clock.now,
        uptime: clock.now,
        after: clock.after,
      })
      const server = await createServer(config, { clock: own, random }, { log: createLog('silent') })
      running.add(server)
      const stop = async () => {
        running.delete(server)
        await server.close()
      }
      return { url: (await server.start()).url, server, stop }
    },
    async close() {
      await Promise.all([...running].map((server) => server.close()))
      await rm(folder, { recursive: true })
    },
  }
}

/** What a browser holds after a sign-in; every node takes it. */
export type Visitor = { readonly cookie: string; readonly csrfToken: string; readonly sessionId: string }

/** Posts as a page of that node would. */
export function post(url: string, path: string, body: object, headers: Record<string, string> = {}): Promise<Response> {
  const ours = { 'content-type': 'application/json', origin: url, ...headers }
  return fetch(url + path, { method: 'POST', body: JSON.stringify(body), headers: ours })
}

export function headersOf({ cookie, csrfToken }: Visitor): Record<string, string> {
  return { cookie, 'x-csrf-token': csrfToken }
}

/** Signs in on a node with a new browser. */
export async function signIn(url: string, username: string, password = demoPassword): Promise<Visitor> {
  const answer = await post(url, '/v1/sign-in', { tenant: 'demo', username, password })
  const document = (await answer.json()) as { session?: { id: string }; csrfToken?: string }
  const cookie = answer.headers.get('set-cookie')?.split(';')[0]
  if (!document.session || !document.csrfToken || !cookie) throw new Error(`${username}: ${JSON.stringify(document)}`)
  return { cookie, csrfToken: document.csrfToken, sessionId: document.session.id }
}

/** The status and the code that a node answers a cookie with. */
export async function ask(url: string, { cookie }: Visitor): Promise<{ status: number; code?: string }> {
  const answer = await fetch(`${url}/v1/session`, { headers: { cookie } })
  const { code } = (await answer.json()) as { code?: string }
  return { status: answer.status, ...(code !== undefined && { code }) }
}

/** Follows the feed on a node, from `hello` on. */
export async function follow(url: string, { cookie }: Visitor): Promise<FeedClient> {
  const tab = openFeed(url, { cookie, origin: url })
  if ((await tab.nextOf('hello')) === undefined) throw new Error('the feed was closed')
  return tab
}
