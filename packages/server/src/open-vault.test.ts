import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ConfigError } from './config.ts'
import { openVault } from './open-vault.ts'
import { realWorld } from './real-world.ts'
import { createMemoryStore, type MemoryStore } from './store/memory/create-memory-store.ts'
import { createVault } from './vault.ts'

let data: string
let store: MemoryStore
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'hotseat-vault-'))
  store = createMemoryStore()
})
afterEach(() => rm(data, { recursive: true }))

const open = (secretKey: string | null = null) => openVault({ config: { secretKey, data }, system: store.system, ...realWorld })
const other = `${'B'.repeat(42)}A`

test('[MF15] the key of the first start opens the store at every later one, another one stops the start', async () => {
  const sealed = (await open()).seal('text', 'owner')
  expect((await open()).open(sealed, 'owner')).toBe('text')
  await expect(open(other)).rejects.toThrow(ConfigError)
  await expect(open(other)).rejects.toThrow(/back from the backup.*secret-key replace/)
  await writeFile(join(data, 'secret.key'), other)
  await expect(open()).rejects.toThrow('another one than')
})

test('[MF15] where a key was used and is missing none is made in its place', async () => {
  await open()
  await rm(join(data, 'secret.key'))
  await expect(open()).rejects.toThrow('is missing')
  expect(await readdir(data)).toEqual([])
})

test('[MF15] a store from before the mark is checked by a factor that is in it', async () => {
  const vault = createVault(Buffer.from(other, 'base64url'), realWorld.random)
  const account = { id: 'a', email: null, passwordHash: null, passwordChangedAt: 1, tenants: ['north'] }
  const secondFactor = { sealedKey: vault.seal('KEY', 'a'), confirmedAt: 1, lastStep: 1 }
  await store.system.transact(async (rows) => rows.put('accounts', { ...account, secondFactor }))
  await expect(open()).rejects.toThrow('another one than')
  expect((await open(other)).open(secondFactor.sealedKey, 'a')).toBe('KEY')
})

test('[MF15] of two first starts with keys of their own one goes on', async () => {
  const starts = await Promise.allSettled([open(`${'C'.repeat(42)}A`), open(other)])
  expect(starts.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
})
