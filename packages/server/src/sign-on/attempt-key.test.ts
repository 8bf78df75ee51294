import { expect, test } from 'vitest'
import { createServerSecrets } from '../secrets.ts'
import { attemptKeyOf } from './attempt-key.ts'

test('[LO9] [S-13] a known device counts for itself; no two accounts or names share a counter', () => {
  const secrets = createServerSecrets(Buffer.alloc(32, 7))
  const keys = [
    attemptKeyOf(secrets, { kind: 'account', userId: 'u-anna', deviceId: null }),
    attemptKeyOf(secrets, { kind: 'account', userId: 'u-anna', deviceId: 'device-1' }),
    attemptKeyOf(secrets, { kind: 'account', userId: 'u-ben', deviceId: 'device-1' }),
    attemptKeyOf(secrets, { kind: 'unknown', tenantId: 'demo', username: 'u-anna' }),
    attemptKeyOf(secrets, { kind: 'unknown', tenantId: 'acme', username: 'u-anna' }),
  ]
  expect(new Set(keys).size).toBe(keys.length)
  for (const key of keys) expect(key).not.toContain('anna')
})
