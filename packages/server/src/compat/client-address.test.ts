import { expect, test } from 'vitest'
import { createClientAddress } from './client-address.ts'

const at = (remoteAddress: string, forwarded?: string) =>
  ({ headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }, socket: { remoteAddress } }) as never

test.each([
  ['nobody trusted', [], '203.0.113.9', '198.51.100.1', '203.0.113.9'],
  ['a trusted proxy', ['10.0.0.0/8'], '10.0.0.1', '198.51.100.1', '198.51.100.1'],
  ['two of them', ['10.0.0.0/8'], '10.0.0.1', '198.51.100.1, 10.0.0.2', '198.51.100.1'],
  ['a forged entry before the proxy’s own', ['10.0.0.0/8'], '10.0.0.1', '192.0.2.7, 198.51.100.1', '198.51.100.1'],
  ['IPv4 in IPv6 form', ['loopback'], '::ffff:127.0.0.1', '198.51.100.1', '198.51.100.1'],
  ['a proxy that says nothing', ['loopback'], '127.0.0.1', undefined, '127.0.0.1'],
  ['only proxies', ['loopback', '10.0.0.0/8'], '127.0.0.1', '10.0.0.3', '10.0.0.3'],
])('[CP6] the address of a handshake: %s', (_name, trusted, remote, forwarded, expected) => {
  expect(createClientAddress(trusted)(at(remote, forwarded))).toBe(expected)
})
