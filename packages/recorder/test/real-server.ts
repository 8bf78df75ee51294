import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { atEnd, makeFolder } from './recorder-rig.ts'

const main = fileURLToPath(new URL('../../server/src/main.ts', import.meta.url))

/** The real server as a process. */
export type RealServer = {
  readonly origin: string
  /** `kill -9`; its store stays. */
  kill(): Promise<void>
  /** Starts it again where it was. */
  start(): Promise<void>
}

/** The real server with demo data, on a store that a kill does not touch, until the test is over; on a free port if it is not named. */
export async function startRealServer({ host = '127.0.0.1', port = 0 } = {}): Promise<RealServer> {
  const data = await makeFolder()
  let kill: () => Promise<void> = async () => undefined
  const start = async () => {
    const child = spawn(process.execPath, [main, '--demo'], {
      env: {
        ...{ PATH: process.env.PATH, HOTSEAT_HOST: host, HOTSEAT_PORT: String(port) },
        ...{ HOTSEAT_DATA: data, HOTSEAT_LOG_LEVEL: 'warn' },
      },
    })
    let said = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        said += String(chunk)
      })
    kill = async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
    atEnd(kill)
    await expect.poll(() => said).toMatch(/Hotseat is ready: \S+:\d+/)
    port = Number(/ready: \S+:(\d+)/.exec(said)?.[1])
  }
  await start()
  return { origin: `http://${host}:${port}`, kill: () => kill(), start }
}
