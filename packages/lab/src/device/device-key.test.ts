import { createPublicKey, verify } from 'node:crypto'
import { expect, test } from 'vitest'
import { createPrng } from '../simulation/prng.ts'
import { createDeviceKey } from './device-key.ts'

test('[SM3] a device key is real: its signature fits its public half and no other', () => {
  const prng = createPrng('keys')
  const mine = createDeviceKey(prng.bytes(32))
  const other = createDeviceKey(prng.bytes(32))
  const fits = (jwk: typeof mine.publicKey, message: string, signature: string) =>
    verify(
      'sha256',
      Buffer.from(message),
      { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature, 'base64url'),
    )
  const signature = mine.sign('a message')
  expect(fits(mine.publicKey, 'a message', signature)).toBe(true)
  expect(fits(mine.publicKey, 'another message', signature)).toBe(false)
  expect(fits(other.publicKey, 'a message', signature)).toBe(false)
  expect(createDeviceKey(createPrng('keys').bytes(32)).publicKey).toEqual(mine.publicKey)
})
