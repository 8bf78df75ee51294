import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, expect } from 'vitest'

/** Everyone's password in the demo data. */
export const demoPassword = 'demo-password-2026'

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

/** Runs a script of this repository, named from this folder; what it has printed so far, and `kill -9`. */
export function run(script: string, args: readonly string[], environment: Record<string, string>) {
  const path = fileURLToPath(new URL(script, import.meta.url))
  const child = spawn(process.execPath, [path, ...args], { env: { PATH: process.env.PATH ?? '', ...environment } })
  let output = ''
  const onData = (chunk: unknown) => {
    output += String(chunk)
  }
  child.stdout.on('data', onData)
  child.stderr.on('data', onData)
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  atEnd(kill)
  return { kill, output: () => output }
}

/** The real server with demo data, on a store of its own which a kill does not touch. */
export async function startServer() {
  const data = await mkdtemp(join(tmpdir(), 'hotseat-client-'))
  atEnd(() => rm(data, { recursive: true, force: true }))
  const port = await freePort()
  const start = async () => {
    const server = run('../../server/src/main.ts', ['--demo'], { HOTSEAT_PORT: String(port), HOTSEAT_DATA: data })
    await expect.poll(server.output, { timeout: 15_000 }).toContain('Hotseat is ready')
    return server
  }
  let running = await start()
  return {
    origin: `http://127.0.0.1:${port}`,
    kill: () => running.kill(),
    async startAgain() {
      running = await start()
    },
  }
}
