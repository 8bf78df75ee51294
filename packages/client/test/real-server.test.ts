import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test } from 'vitest'
import { createHotseat, type Restored } from '../src/index.ts'

const fileOf = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const ended: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ended.splice(0).reverse()) await end()
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

/** A process, with what it has printed so far. */
function run(script: string, args: readonly string[], environment: Record<string, string>) {
  const child: ChildProcess = spawn(process.execPath, [fileOf(script), ...args], {
    env: { PATH: process.env.PATH ?? '', ...environment },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += String(chunk)))
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  ended.push(kill)
  return { kill, output: () => output }
}

/** The real server with demo data, on a store of its own, which a kill does not touch. */
async function startServer() {
  const data = await mkdtemp(join(tmpdir(), 'hotseat-client-'))
  ended.push(() => rm(data, { recursive: true, force: true }))
  const port = await freePort()
  const environment = { HOTSEAT_PORT: String(port), HOTSEAT_DATA: data }
  const start = async () => {
    const server = run('../../server/src/main.ts', ['--demo'], environment)
    await expect.poll(server.output, { timeout: 15_000 }).toContain('Hotseat is ready')
    return server
  }
  return { origin: `http://127.0.0.1:${port}`, first: await start(), start }
}

describe('against the real server', () => {
  test('an agent is READY again after kill -9, in the same session, with nothing asked', async () => {
    const { origin, first, start } = await startServer()
    const hotseat = createHotseat({ origin })
    ended.push(async () => hotseat.close())
    const restored: Restored[] = []
    const offsets: number[] = []
    hotseat.on('restored', (what) => restored.push(what))
    hotseat.on('event', ({ offset }) => offsets.push(offset))
    await hotseat.signIn({ tenant: 'demo', username: 'agent02', password: 'demo-password-2026', campaigns: ['inbound-support'] })
    await hotseat.call('setState', { body: { medium: 'voice', state: 'READY' } })
    const before = hotseat.session
    await first.kill()
    await expect.poll(() => hotseat.status.kind).toBe('reconnecting')
    await start()
    await expect.poll(() => hotseat.status.kind, { timeout: 15_000 }).toBe('connected')
    expect(hotseat.session?.session.id).toBe(before?.session.id)
    expect(hotseat.session?.agent).toEqual(before?.agent)
    expect(restored).toMatchObject([{ outcome: 'recovered', snapshot: null }])
    expect(offsets).toEqual([...new Set(offsets)].sort((a, b) => a - b))
    await hotseat.signOut()
    expect(hotseat.session).toBeNull()
  })

  test('the ten lines of the README: sign in, go READY, live through a kill -9, sign out', async () => {
    const { origin, first, start } = await startServer()
    const example = run('../examples/ten-lines.ts', [], { HOTSEAT_ORIGIN: origin })
    await expect.poll(example.output, { timeout: 15_000 }).toContain('voice READY')
    await first.kill()
    await expect.poll(example.output).toContain('connection: reconnecting')
    await start()
    await expect.poll(example.output, { timeout: 15_000 }).toContain('ms: recovered')
  })
})
