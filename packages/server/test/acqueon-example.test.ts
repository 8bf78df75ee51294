import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { startServerProcess } from './server-process.ts'

const pathOf = (name: string) => fileURLToPath(new URL(`../../../${name}`, import.meta.url))

test('[AQ44] the few lines of the docs sign in, are ready and not ready, and sign out', async () => {
  const lines = await readFile(pathOf('examples/acqueon/few-lines.ts'), 'utf8')
  expect(await readFile(pathOf('docs/apis/acqueon.md'), 'utf8')).toContain(`\`\`\`ts\n${lines}\`\`\``)
  const server = await startServerProcess()
  try {
    const env = { PATH: process.env.PATH, ACQUEON_ORIGIN: server.url }
    const child = spawn(process.execPath, [pathOf('examples/acqueon/few-lines.ts')], { env })
    let said = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (text) => {
        said += String(text)
      })
    await once(child, 'exit')
    const states = said.split('\n').filter((line) => line.startsWith('Agent/SetAgentState'))
    expect(states.map((line) => line.split(' ')[1])).toEqual(['NOT_READY', 'READY', 'NOT_READY', 'LOGOUT'])
  } finally {
    await server.dispose()
  }
}, 60_000)
