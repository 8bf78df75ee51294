import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '../bench/hotseat-site.ts'

const program = fileURLToPath(new URL('../../../server/src/main.ts', import.meta.url))
/** A start hashes the passwords of all demo people. */
const startMs = 60_000

/** The real server in a process of its own, with demo data. */
export type DemoServer = {
  readonly url: string
  /** `kill -9`; the store stays. */
  kill(): Promise<void>
  /** Starts it again at the same address on the same store. */
  startAgain(): Promise<void>
  /** Kills it and removes its folder. */
  dispose(): Promise<void>
}

/** Starts it on a free port; on the embedded store in a folder of its own, or on `database` (`postgres://…`). */
export async function startDemoServer({ database }: { readonly database?: string } = {}): Promise<DemoServer> {
  const port = await freePort()
  const folder = mkdtempSync(join(tmpdir(), 'hotseat-lab-'))
  const env = {
    ...{ PATH: process.env.PATH, HOTSEAT_PORT: String(port), HOTSEAT_DATA: folder, HOTSEAT_LOG_LEVEL: 'warn' },
    ...(database && { HOTSEAT_DATABASE: database }),
  }
  const start = async () => {
    const child = spawn(process.execPath, [program, '--demo'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    let timer: NodeJS.Timeout | undefined
    const ready = new Promise<void>((resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`the server does not start: ${said}`)), startMs)
      child.once('exit', () => reject(new Error(`the server ended: ${said}`)))
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (text) => {
          said = (said + String(text)).slice(-5_000)
          if (said.includes('Hotseat is ready')) resolve()
        })
    })
    try {
      await ready
    } finally {
      clearTimeout(timer)
    }
    return child
  }
  let running = await start()
  const kill = async () => {
    if (running.exitCode !== null || running.signalCode !== null) return
    running.kill('SIGKILL')
    await once(running, 'exit')
  }
  return {
    url: `http://127.0.0.1:${port}`,
    kill,
    async startAgain() {
      running = await start()
    },
    async dispose() {
      await kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
