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
  const env = { PATH: process.env.PATH, AMEYO_ORIGIN: server.url, ...environment }
  const child = spawn(process.execPath, [pathOf(`examples/ameyo/${name}`)], { env })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text) => {
      said += String(text)
    })
  return { child, said: () => said }
}

test('[AM25] the few lines of the docs sign in, are ready and sign out', async () => {
  const lines = await readFile(pathOf('examples/ameyo/few-lines.ts'), 'utf8')
  expect(await readFile(pathOf('docs/apis/ameyo.md'), 'utf8')).toContain(`\`\`\`ts\n${lines}\`\`\``)
  const { child, said } = start('few-lines.ts')
  await once(child, 'exit')
  expect(said()).toContain("statusDescription: 'Available'")
  expect(said()).toContain("status: 'logged.out'")
})

test('[AM25] the example client survives the loss of the server in its status, and signs out', async () => {
  const { child, said } = start('client.ts', { AMEYO_USER: 'agent03', AMEYO_EXTENSION: '5013', AMEYO_PACE: '100' })
  try {
    await expect.poll(said).toContain('ready: Available on 5013')
    await server.kill()
    await expect.poll(said).toContain('4 keep-alives failed: asking for the server')
    await server.startAgain()
    await expect.poll(said).toContain('back: Available on 5013')
    child.kill('SIGINT')
    await once(child, 'exit')
    expect(said()).toContain('signed out')
  } finally {
    child.kill('SIGKILL')
  }
})
