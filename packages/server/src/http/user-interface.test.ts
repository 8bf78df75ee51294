import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fastify from 'fastify'
import { expect, test } from 'vitest'
import { realWorld } from '../real-world.ts'
import { registerUserInterface } from './user-interface.ts'

test.each([
  [true, 'yes'],
  [false, 'no'],
])('[HT21] with demo data %j every page says "%s"', async (demo, word) => {
  const desk = await mkdtemp(join(tmpdir(), 'hotseat-page-'))
  await writeFile(join(desk, 'index.html'), '<html><head><title>Hotseat</title></head></html>')
  const app = fastify()
  await registerUserInterface(app, { pages: { desk, sdk: join(desk, 'none') }, random: realWorld.random, demo })
  for (const url of ['/', '/a/link/into/the/app']) {
    expect((await app.inject({ url })).body).toContain(`<meta name="hotseat-demo" content="${word}">`)
  }
  await app.close()
  await rm(desk, { recursive: true })
})
