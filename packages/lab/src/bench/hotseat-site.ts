import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { MemoryPreload } from './memory-preload.ts'
import { startWorker, type Worker } from './worker.ts'

const root = join(import.meta.dirname, '../../../..')

/** A real Hotseat server, in a process and a data folder of its own, with demo data and agents for the load. */
export interface HotseatSite {
  readonly port: number
  readonly server: Worker<MemoryPreload>
  /** Starts the process again on the same data; resolves with the moment (epoch ms) at which it took a connection. */
  restart(): Promise<number>
  kill(): Promise<void>
  dispose(): Promise<void>
}

export type SiteOptions = {
  readonly agents: number
  /** `postgres://…`; without it the embedded store. */
  readonly database?: string
  readonly nodeOptions?: readonly string[]
}

/** Seeds the data and starts the server; resolves when it listens. */
export async function startHotseat(options: SiteOptions): Promise<HotseatSite> {
  const port = await freePort()
  const data = mkdtempSync(join(tmpdir(), 'hotseat-bench-'))
  const env: Record<string, string> = {
    HOTSEAT_PORT: String(port),
    HOTSEAT_DATA: data,
    HOTSEAT_LOG_LEVEL: 'warn',
    ...(options.database === undefined ? {} : { HOTSEAT_DATABASE: options.database }),
  }
  const preload = new URL('./memory-preload.ts', import.meta.url).href
  const start = () =>
    startWorker<MemoryPreload>(new URL('../../../server/src/main.ts', import.meta.url), {
      args: ['--demo'],
      env,
      nodeOptions: ['--expose-gc', '--import', preload, ...(options.nodeOptions ?? [])],
    })

  // The first start makes the demo tenant, the second finds the agents that were added to it.
  let server = start()
  await listening(port, server)
  await server.end('SIGTERM')
  const seed = ['packages/server/src/cli/main.ts', 'seed', '--agents', String(options.agents)]
  execFileSync(process.execPath, seed, { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'pipe'] })
  server = start()
  await listening(port, server)

  return {
    port,
    get server() {
      return server
    },
    async restart() {
      server = start()
      return listening(port, server)
    },
    kill: () => server.end('SIGKILL'),
    async dispose() {
      await server.end('SIGKILL')
      rmSync(data, { recursive: true, force: true })
    },
  }
}

/** The moment at which the port first takes a connection; gives up after 60 s, or when the process has ended. */
async function listening(port: number, server: Worker<MemoryPreload>): Promise<number> {
  const until = Date.now() + 60_000
  while (Date.now() < until && server.isRunning()) {
    if (await takesConnection(port)) return Date.now()
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  throw new Error(`the server does not listen: ${server.lastWords()}`)
}

function takesConnection(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' })
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

/** A loopback port that is free now. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port was given')
  return address.port
}
