import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The real server in a process of its own, with demo data on a store that a kill does not touch. */
export type ServerProcess = {
  readonly url: string
  /** `kill -9`. */
  kill(): Promise<void>
  startAgain(): Promise<void>
  /** Kills it and removes its data. */
  dispose(): Promise<void>
}

export async function startServerProcess(): Promise<ServerProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'hotseat-process-'))
  const port = await freePort()
  let running = await start(folder, port)
  const kill = async () => {
    if (running.exitCode !== null || running.signalCode !== null) return
    running.kill('SIGKILL')
    await once(running, 'exit')
  }
  return {
    url: `http://127.0.0.1:${port}`,
    kill,
    async startAgain() {
      running = await start(folder, port)
    },
    async dispose() {
      await kill()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function start(folder: string, port: number): Promise<ChildProcess> {
  const program = fileURLToPath(new URL('../src/main.ts', import.meta.url))
  const env = { PATH: process.env.PATH, HOTSEAT_DATA: folder, HOTSEAT_PORT: String(port), HOTSEAT_LOG_LEVEL: 'warn' }
  const child = spawn(process.execPath, [program, '--demo'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  await new Promise<void>((resolve, reject) => {
    child.once('exit', () => reject(new Error(`the server ended: ${said}`)))
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (text) => {
        said = (said + String(text)).slice(-5_000)
        if (said.includes('Hotseat is ready')) resolve()
      })
  })
  return child
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
