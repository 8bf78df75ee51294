import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { settings } from './settings.ts'
import { migrateStore } from './store/open-store.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hotseat-main-'))
})
afterEach(() => rm(folder, { recursive: true }))

function start(environment: Record<string, string>, file = 'main.ts', words: string[] = []) {
  return spawn(process.execPath, [fileURLToPath(new URL(file, import.meta.url)), ...words], {
    env: { PATH: process.env.PATH, HOTSEAT_DATA: folder, HOTSEAT_PORT: '0', HOTSEAT_LOG_LEVEL: 'silent', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** Runs a program to its end; what it says, and its exit code. */
async function run(...parameters: Parameters<typeof start>) {
  const program = start(...parameters)
  let said = ''
  for (const stream of [program.stdout, program.stderr]) stream.on('data', (data) => (said += String(data)))
  const [code] = await once(program, 'close')
  return { code, said: said.trim() }
}

test('[BT1] the greeting names the address and the process', async () => {
  const program = start({})
  const [first] = await once(program.stdout, 'data')
  program.kill('SIGKILL')
  await once(program, 'exit')
  expect(String(first)).toMatch(new RegExp(`Hotseat is ready: http://localhost:\\d+ \\(process ${program.pid}\\)`))
})

test('[BT2] a port that is taken', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const address = other.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const { code, said } = await run({ HOTSEAT_PORT: String(port) })
  other.close()
  expect(said).toBe(
    `Hotseat did not start. Port ${port} is taken, perhaps by another Hotseat. Stop that, or take another port: HOTSEAT_PORT=${port + 1}`,
  )
  expect(code).toBe(1)
})

test('[BT2] a data folder that cannot be written', async () => {
  const file = join(folder, 'a-file')
  await writeFile(file, '')
  const { code, said } = await run({ HOTSEAT_DATA: join(file, 'below') })
  expect(said).toMatch(
    /^Hotseat did not start\. The data folder cannot be written \(.*a-file.*\)\. Name one that can: HOTSEAT_DATA=<folder>$/,
  )
  expect(code).toBe(1)
})

test('[BT2] a database that does not answer', async () => {
  const { code, said } = await run({ HOTSEAT_DATABASE: 'postgres://u:p@127.0.0.1:1/none' })
  expect(said).toBe('Hotseat did not start. The database cannot be used: connect ECONNREFUSED 127.0.0.1:1. See HOTSEAT_DATABASE.')
  expect(code).toBe(1)
})

test('[BT2] a database that a newer version wrote', async () => {
  const database = join(folder, 'hotseat.db')
  await migrateStore({ database })
  const aside = new DatabaseSync(database)
  aside.prepare('insert into kysely_migration (name, timestamp) values (?, ?)').run('9999-later', '2099-01-01')
  aside.close()
  const { code, said } = await run({})
  expect(said).toBe(
    'Hotseat did not start. The database was written by a newer Hotseat. Start that one; this one does not touch it.',
  )
  expect(code).toBe(1)
})

test('[BT2] a setting that is none', async () => {
  const { code, said } = await run({ HOTSEAT_PROT: '1' })
  expect(said).toBe('Hotseat did not start. The configuration cannot be used:\n  - HOTSEAT_PROT is not a setting')
  expect(code).toBe(1)
})

test('[BT3] --help says how it is started and names every setting, in lines that fit a terminal, and starts nothing', async () => {
  const { code, said } = await run({}, 'main.ts', ['--help'])
  expect(code).toBe(0)
  for (const { variable } of Object.values(settings)) expect(said).toContain(variable)
  expect(Math.max(...said.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
})

test('[BT3] a word that means nothing keeps the server from starting', async () => {
  const { code, said } = await run({}, 'main.ts', ['--demmo'])
  expect(said).toBe("Hotseat did not start. Unknown option '--demmo'. --help says what there is.")
  expect(code).toBe(1)
})

test('[CL5] the help names every command, in lines that fit a terminal', async () => {
  const { code, said } = await run({}, 'cli/main.ts', ['--help'])
  expect(code).toBe(0)
  for (const name of ['tenant', 'user', 'seed', 'migrate', 'config', 'doctor'])
    expect(said).toMatch(new RegExp(`^  ${name} `, 'm'))
  expect(Math.max(...said.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
})
