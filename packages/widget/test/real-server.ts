import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, expect } from 'vitest'

const endings: (() => unknown)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

/** Does something when the test is over; the last said is the first done. */
export function atEnd(end: () => unknown): void {
  endings.push(end)
}

/** A port of loopback that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

export type RealServer = { readonly origin: string; kill(): Promise<void>; startAgain(): Promise<void> }

/** The real server with demo data in a process of its own, on a store that a kill does not touch. */
export async function startServer(): Promise<RealServer> {
  const data = await mkdtemp(join(tmpdir(), 'hotseat-widget-'))
  atEnd(() => rm(data, { recursive: true, force: true }))
  const port = await freePort()
  const start = async () => {
    const path = fileURLToPath(new URL('../../server/src/main.ts', import.meta.url))
    const env = { PATH: process.env.PATH ?? '', HOTSEAT_PORT: String(port), HOTSEAT_DATA: data }
    const child = spawn(process.execPath, [path, '--demo'], { env })
    let printed = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += String(chunk)))
    const kill = async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
    atEnd(kill)
    await expect.poll(() => printed, { timeout: 30_000 }).toContain('Hotseat is ready')
    return kill
  }
  let kill = await start()
  return {
    origin: `http://127.0.0.1:${port}`,
    kill: () => kill(),
    async startAgain() {
      kill = await start()
    },
  }
}
