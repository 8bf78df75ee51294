import { createHash, verify } from 'node:crypto'
import { expect, test } from 'vitest'
import { generateDeviceKey, isKeyPair, publicHalf, signProof, signSignIn } from './device-key.ts'

const { subtle } = crypto

test('[S-53] the private half of a device key cannot be read', async () => {
  const key = await generateDeviceKey(subtle)
  expect(key.privateKey.extractable).toBe(false)
  for (const format of ['jwk', 'pkcs8'] as const) await expect(subtle.exportKey(format, key.privateKey)).rejects.toThrow()
})

test('the public half is a JWK without a private member', async () => {
  expect(Object.keys(await publicHalf(subtle, await generateDeviceKey(subtle)))).toEqual(['kty', 'crv', 'x', 'y'])
})

test('[S-53] a proof is an IEEE P1363 signature over origin, session and challenge, and over nothing else', async () => {
  const key = await generateDeviceKey(subtle)
  const jwk = await publicHalf(subtle, key)
  const signature = await signProof(subtle, key, { origin: 'https://a.test', sessionId: 's', challenge: 'c' })
  expect(signature).toMatch(/^[A-Za-z0-9_-]{86}$/)
  const fits = (text: string) =>
    verify(
      'sha256',
      Buffer.from(text),
      { key: jwk, format: 'jwk', dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature, 'base64url'),
    )
  expect(fits('hotseat-resume\nhttps://a.test\ns\nc')).toBe(true)
  for (const other of ['https://b.test\ns\nc', 'https://a.test\nt\nc', 'https://a.test\ns\nd'])
    expect(fits(`hotseat-resume\n${other}`)).toBe(false)
})

test('[SI18] a proof for a sign-in is over page, tenant, name, key and challenge, and is no proof for a resume', async () => {
  const key = await generateDeviceKey(subtle)
  const jwk = await publicHalf(subtle, key)
  const subject = { origin: 'https://a.test', tenant: 't', username: 'Zoë', challenge: 'c' }
  const signature = Buffer.from(await signSignIn(subtle, key, jwk, subject), 'base64url')
  const fits = (text: string) =>
    verify('sha256', Buffer.from(text), { key: jwk, format: 'jwk', dsaEncoding: 'ieee-p1363' }, signature)
  const thumbprint = createHash('sha256')
    .update(JSON.stringify({ crv: 'P-256', kty: 'EC', x: jwk.x, y: jwk.y }))
    .digest('base64url')
  expect(fits(`hotseat-sign-in\nhttps://a.test\nt\nZoë\n${thumbprint}\nc`)).toBe(true)
  expect(fits(`hotseat-resume\nhttps://a.test\nt\nc`)).toBe(false)
})

test('only a key pair is one', () => {
  for (const value of [null, 1, {}, { privateKey: 1 }]) expect(isKeyPair(value)).toBe(false)
})
