import { isIPv6 } from 'node:net'
import type { ServerSecrets } from '../deps.ts'

/** What a network is counted under: the address, and of an IPv6 address its /64, which one customer has whole (S-17). */
export function sourceKeyOf(secrets: ServerSecrets, address: string): string {
  return secrets.keyedHash(`source\n${isIPv6(address) ? prefixOf(address) : address}`)
}

/** The first four groups; an IPv4 address in IPv6 form (`::ffff:…`) stays whole. */
function prefixOf(address: string): string {
  if (address.includes('.')) return address.slice(address.lastIndexOf(':') + 1)
  const [head = '', tail] = address.toLowerCase().split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const missing = tail === undefined ? 0 : 8 - before.length - after.length
  const groups = [...before, ...Array.from({ length: missing }, () => '0'), ...after]
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}
