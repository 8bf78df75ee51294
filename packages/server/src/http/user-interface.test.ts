import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fastify from 'fastify'
import { expect, test } from 'vitest'
import { realWorld } from '../real-world.ts'
import { registerUserInterface } from './user-interface.ts'

test.each([
  [true, 'yes', 'acme'],
  [false, 'no', null],
])('[HT21] with demo data %j every page says "%s", and the tenant %s to start with', async (demo, word, defaultTenant) => {
  const desk = await mkdtemp(join(tmpdir(), 'hotseat-page-'))
  await writeFile(join(desk, 'index.html'), '<html><head><title>Hotseat</title></head></html>')
  const app = fastify()
  await registerUserInterface(app, {
    pages: { desk, sdk: join(desk, 'none') },
    random: realWorld.random,
    demo,
    defaultTenant,
    recorderPort: 8086,
  })
  for (const url of ['/', '/a/link/into/the/app']) {
    const { body } = await app.inject({ url })
    expect(body).toContain(`<meta name="hotseat-demo" content="${word}">`)
    expect(body.includes('<meta name="hotseat-tenant" content="acme">')).toBe(defaultTenant === 'acme')
    expect(body).toContain('<meta name="hotseat-recorder" content="8086">')
    expect(body.includes('hotseat-tenant')).toBe(defaultTenant !== null)
  }
  await app.close()
  await rm(desk, { recursive: true })
})
