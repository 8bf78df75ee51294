import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ServerProcess, startServerProcess } from './server-process.ts'

let server: ServerProcess
beforeAll(async () => {
  server = await startServerProcess()
}, 60_000)
afterAll(() => server.dispose())

const pathOf = (name: string) => fileURLToPath(new URL(`../../../${name}`, import.meta.url))

function start(name: string, environment: Record<string, string> = {}) {
  const env = { PATH: process.env.PATH, GENESYS_ORIGIN: server.url, ...environment }
  const child = spawn(process.execPath, [pathOf(`examples/genesys/${name}`)], { env })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text) => {
      said += String(text)
    })
  return { child, said: () => said }
}

test('[GW80] the few lines of the docs sign in, start what can be started, are ready and sign out', async () => {
  const lines = await readFile(pathOf('examples/genesys/few-lines.ts'), 'utf8')
  expect(await readFile(pathOf('docs/apis/genesys.md'), 'utf8')).toContain(`\`\`\`ts\n${lines}\`\`\``)
  const { child, said } = start('few-lines.ts')
  await once(child, 'exit')
  expect(said()).toMatch(/^agent01\n/)
  expect(said()).toContain("statusMessage: 'There is no such channel.'")
  expect(said()).toContain("succeeded: [ { statusCode: 0, channel: 'voice' } ]")
  expect(said().match(/^\{ statusCode: 0 \}$/gm)).toHaveLength(2)
})

test('[GW80] the example client survives the loss of the server in its state, and signs out', async () => {
  const { child, said } = start('client.ts', { GENESYS_USER: 'agent03', GENESYS_PLACE: 'desk-13', GENESYS_PACE: '10' })
  try {
    await expect.poll(said).toContain('ready: voice Ready, chat Not Ready on 5013')
    await server.kill()
    await expect.poll(said).toContain('the server is away')
    await server.startAgain()
    await expect.poll(said).toContain('back: voice Ready, chat Not Ready on 5013')
    child.kill('SIGINT')
    await once(child, 'exit')
    expect(said()).toContain('signed out')
  } finally {
    child.kill('SIGKILL')
  }
})
