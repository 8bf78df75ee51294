import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadSecretKey } from './load-secret-key.ts'
import { realWorld } from './real-world.ts'

const { random } = realWorld
let data: string
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'hotseat-key-'))
})
afterEach(() => rm(data, { recursive: true }))

test('[MF8] the first start makes the key for its own user only, and every later one reads it', async () => {
  const started = await Promise.all([1, 2, 3].map(() => loadSecretKey({ secretKey: null, data }, random)))
  expect(started[0]).toHaveLength(32)
  for (const key of started) expect(key).toEqual(started[0])
  const path = join(data, 'secret.key')
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect((await readFile(path, 'utf8')).trim()).toBe(Buffer.from(started[0] ?? []).toString('base64url'))
})

test('[MF9] a file that holds something else stops the start; the variable comes before the file', async () => {
  await writeFile(join(data, 'secret.key'), 'lost')
  await expect(loadSecretKey({ secretKey: null, data }, random)).rejects.toThrow('secret.key must hold 32 bytes')
  expect(await loadSecretKey({ secretKey: 'A'.repeat(43), data }, random)).toEqual(Buffer.alloc(32))
})
