import { CompactEncrypt, importJWK } from 'jose'
import { expect, test } from 'vitest'
import { createTestClock } from '../../test/test-clock.ts'
import { realWorld } from '../real-world.ts'
import { createMemoryStore } from '../store/memory/create-memory-store.ts'
import { createVault } from '../vault.ts'
import { createWrappingKey, wrappingKeyId } from './wrapping-key.ts'

const { random } = realWorld
const vault = createVault(Buffer.alloc(32, 7), random)
const clock = createTestClock()

async function wrap(publicKey: object, bytes: Uint8Array, alg = 'ECDH-ES+A256KW', enc = 'A256GCM') {
  return new CompactEncrypt(bytes).setProtectedHeader({ alg, enc }).encrypt(await importJWK({ ...publicKey }, alg))
}

test('[RC21] a key that was wrapped under the public key opens on every node, also after a restart', async () => {
  const deps = { store: createMemoryStore(), vault, random, clock }
  const [one, two] = [createWrappingKey(deps), createWrappingKey(deps)]
  const [mine, theirs] = await Promise.all([one.publicKey(), two.publicKey()])
  expect(mine).toEqual(theirs)
  expect(Object.keys(mine)).toEqual(['kty', 'crv', 'x', 'y'])
  const part = random.bytes(32)
  expect(await two.unwrap(await wrap(mine, part))).toEqual(part)
})

test('[RC21] what was wrapped otherwise, or is nothing of the kind, opens nothing', async () => {
  const key = createWrappingKey({ store: createMemoryStore(), vault, random, clock })
  const publicKey = await key.publicKey()
  const part = random.bytes(32)
  expect(await key.unwrap(await wrap(publicKey, part, 'ECDH-ES'))).toBeNull()
  expect(await key.unwrap(await wrap(publicKey, part, 'ECDH-ES+A256KW', 'A128GCM'))).toBeNull()
  for (const text of ['', '....', 'x', 'a.b.c.d.e']) expect(await key.unwrap(text)).toBeNull()
})

test('[RC43] the private half lies sealed: another secret key does not open it', async () => {
  const store = createMemoryStore()
  await createWrappingKey({ store, vault, random, clock }).publicKey()
  const row = await store.system.get('serverKeys', { id: wrappingKeyId })
  expect(vault.open(row?.value ?? '', 'something else')).toBeNull()
  const other = createWrappingKey({ store, vault: createVault(Buffer.alloc(32, 8), random), random, clock })
  await expect(other.publicKey()).rejects.toThrow('another secret key')
})
