import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../../..')

/** A real Hotseat server in a process of its own, with its data in a folder that outlives its crashes. */
export type ServerProcess = {
  readonly url: string
  /** Starts it on the same port and folder; resolves when `/readyz` answers. */
  start(): Promise<void>
  /** `kill -9`: nothing is flushed, nothing is told. */
  kill(): Promise<void>
  /** SIGTERM: it drains and exits by itself. */
  terminate(): Promise<number | null>
  /** Everything it printed, for the search for secrets (S-65). */
  output(): string
  readonly dataFolder: string
  /** Ends it and removes its folder. */
  dispose(): Promise<void>
}

/** Prepares a server on a free loopback port, with demo data unless told otherwise; it does not run until `start`. */
export async function createServerProcess(
  environment: Record<string, string> = {},
  { demo = true }: { demo?: boolean } = {},
): Promise<ServerProcess> {
  const port = await freePort()
  const dataFolder = await mkdtemp(join(tmpdir(), 'hotseat-e2e-'))
  const url = `http://${environment.HOTSEAT_HOST ?? '127.0.0.1'}:${port}`
  let child: ChildProcess | undefined
  let printed = ''

  async function stop(signal: NodeJS.Signals): Promise<number | null> {
    const running = child
    if (!running || running.exitCode !== null || running.signalCode !== null) return null
    const exited = once(running, 'exit')
    running.kill(signal)
    await exited
    child = undefined
    return running.exitCode
  }

  return {
    url,
    dataFolder,
    output: () => printed,
    async start() {
      const running = spawn(process.execPath, ['packages/server/src/main.ts', ...(demo ? ['--demo'] : [])], {
        cwd: root,
        env: { ...process.env, HOTSEAT_PORT: String(port), HOTSEAT_DATA: dataFolder, ...environment },
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      child = running
      for (const stream of [running.stdout, running.stderr]) stream?.on('data', (chunk) => (printed += String(chunk)))
      await untilReady(url, running, () => printed)
    },
    async kill() {
      await stop('SIGKILL')
    },
    terminate: () => stop('SIGTERM'),
    async dispose() {
      await stop('SIGKILL')
      await rm(dataFolder, { recursive: true, force: true })
    },
  }
}

async function untilReady(url: string, running: ChildProcess, printed: () => string): Promise<void> {
  const until = performance.now() + 30_000
  while (performance.now() < until) {
    if (running.exitCode !== null) break
    const answered = await fetch(`${url}/readyz`).then(
      (response) => response.ok,
      () => false,
    )
    if (answered) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`The server did not get ready:\n${printed()}`)
}

/** A port of loopback that nobody has now. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port was given')
  return address.port
}
