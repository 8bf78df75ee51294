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

const owner = { tenant: 'demo', recorder: 'r'.repeat(43), recording: 'rec-1' }

async function wrap(
  publicKey: object,
  bytes: Uint8Array,
  { alg = 'ECDH-ES+A256KW', enc = 'A256GCM', hsr = owner as unknown } = {},
) {
  return new CompactEncrypt(bytes).setProtectedHeader({ alg, enc, hsr }).encrypt(await importJWK({ ...publicKey }, alg))
}

test('[RC21] a key that was wrapped under the public key opens on every node, also after a restart', async () => {
  const deps = { store: createMemoryStore(), vault, random, clock }
  const [one, two] = [createWrappingKey(deps), createWrappingKey(deps)]
  const [mine, theirs] = await Promise.all([one.publicKey(), two.publicKey()])
  expect(mine).toEqual(theirs)
  expect(Object.keys(mine)).toEqual(['kty', 'crv', 'x', 'y'])
  const part = random.bytes(32)
  expect(await two.unwrap(await wrap(mine, part), owner)).toEqual(part)
})

test('[RC21] what was wrapped otherwise, or is nothing of the kind, opens nothing', async () => {
  const key = createWrappingKey({ store: createMemoryStore(), vault, random, clock })
  const publicKey = await key.publicKey()
  const part = random.bytes(32)
  expect(await key.unwrap(await wrap(publicKey, part, { alg: 'ECDH-ES' }), owner)).toBeNull()
  expect(await key.unwrap(await wrap(publicKey, part, { enc: 'A128GCM' }), owner)).toBeNull()
  for (const text of ['', '....', 'x', 'a.b.c.d.e']) expect(await key.unwrap(text, owner)).toBeNull()
})

test('[RC30] a key opens nothing for anybody whose part it does not name', async () => {
  const key = createWrappingKey({ store: createMemoryStore(), vault, random, clock })
  const publicKey = await key.publicKey()
  const part = random.bytes(32)
  const jwe = await wrap(publicKey, part, { hsr: { ...owner, more: 1 } })
  expect(await key.unwrap(jwe, owner)).toEqual(part)
  for (const other of [{ tenant: 'acme' }, { recorder: 't'.repeat(43) }, { recording: 'rec-2' }])
    expect(await key.unwrap(jwe, { ...owner, ...other })).toBeNull()
  for (const hsr of [undefined, null, 'demo', {}, [owner], { ...owner, recording: undefined }])
    expect(await key.unwrap(await wrap(publicKey, part, { hsr: hsr ?? null }), owner)).toBeNull()
  // Nobody without the key can name another owner.
  const [head = '', ...rest] = jwe.split('.')
  const named = { ...JSON.parse(Buffer.from(head, 'base64url').toString()), hsr: { ...owner, recording: 'rec-2' } }
  const forged = [Buffer.from(JSON.stringify(named)).toString('base64url'), ...rest].join('.')
  expect(await key.unwrap(forged, { ...owner, recording: 'rec-2' })).toBeNull()
})

test('[RC43] the private half lies sealed: another secret key does not open it', async () => {
  const store = createMemoryStore()
  await createWrappingKey({ store, vault, random, clock }).publicKey()
  const row = await store.system.get('serverKeys', { id: wrappingKeyId })
  expect(vault.open(row?.value ?? '', 'something else')).toBeNull()
  const other = createWrappingKey({ store, vault: createVault(Buffer.alloc(32, 8), random), random, clock })
  await expect(other.publicKey()).rejects.toThrow('another secret key')
})
