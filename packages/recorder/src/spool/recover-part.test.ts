import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { recordHeadBytes, tagBytes } from '@hotseat/protocol'
import fc from 'fast-check'
import { decodeProtectedHeader, importJWK } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPart } from '../../test/open-part.ts'
import { createPartWriter } from './part-writer.ts'
import { recoverPart } from './recover-part.ts'
import { createSealer } from './sealer.ts'

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const begun = { startedAt: 1_700_000_000_000, aheadMs: 0 }
const sizes = [300, 1_000, 1, 2_000]
let folder: string
let whole: Buffer
let wrappedKey: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hotseat-part-'))
  const { kty = '', crv = '', x = '', y = '' } = pair.publicKey.export({ format: 'jwk' })
  const sealer = await createSealer(randomBytes(32), { kty, crv, x, y }, { tenant: 'demo', recorder: 'r', recording: 'rec-1' })
  wrappedKey = sealer.wrappedKey
  const writer = await createPartWriter(join(folder, 'whole'), sealer)
  for (const [at, size] of sizes.entries()) await writer.write(at === 0 ? 'init' : 'fragment', randomBytes(size))
  await writer.close()
  whole = await readFile(join(folder, 'whole'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('[SPL3] whatever a crash cut off, what is left is whole, genuine and as much as there can be', async () => {
  const privateKey = await importJWK(pair.privateKey.export({ format: 'jwk' }), 'ECDH-ES+A256KW')
  const edges = sizes.map((_, at) => 4 + sizes.slice(0, at + 1).reduce((sum, size) => sum + recordHeadBytes + size + tagBytes, 0))
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: whole.length }), fc.integer({ min: 0, max: 40 }), async (length, zeros) => {
      const path = join(folder, 'cut')
      // A file system may have made the file longer than what it wrote of it.
      await writeFile(path, Buffer.concat([whole.subarray(0, length), Buffer.alloc(zeros)]))
      const end = await recoverPart(path, begun)
      const records = edges.filter((edge) => edge <= length).length
      if (records < 2) {
        if (zeros === 0) expect(end).toBeNull()
        return
      }
      // Zeros at the place of the next record are for the server to leave out: only it can tell them (spec RC31).
      expect(end?.cut).toBe(true)
      if (zeros === 0) expect(end?.bytes).toBe(edges[records - 1])
      const file = await readFile(path)
      expect(file.length).toBe(end?.bytes)
      if (privateKey instanceof Uint8Array) throw new Error('no key')
      expect(await openPart(file.subarray(0, edges[records - 1]), wrappedKey, privateKey)).toHaveLength(records)
    }),
    { numRuns: 60 },
  )
  expect(await recoverPart(join(folder, 'none'), begun)).toBeNull()
})

test('[SPL3] it ends where its last whole picture does, also when the recovery is cut off and done again', async () => {
  const path = join(folder, 'twice')
  await writeFile(path, whole.subarray(0, whole.length - 1))
  const end = await recoverPart(path, begun)
  expect(end).toMatchObject({ cut: true, endedAt: begun.startedAt + 2_000 })
  await utimes(path, 1_800_000_000, 1_800_000_000)
  expect(await recoverPart(path, begun)).toEqual(end)
})

test('[SPL1] a part is for its owner alone, and no two records are sealed alike', async () => {
  // Nobody but the server can change whose it is: the header is authenticated with the key.
  expect(decodeProtectedHeader(wrappedKey)).toMatchObject({ hsr: { tenant: 'demo', recorder: 'r', recording: 'rec-1' } })
  expect((await stat(join(folder, 'whole'))).mode & 0o777).toBe(0o600)
  expect(wrappedKey.split('.')).toHaveLength(5)
})
