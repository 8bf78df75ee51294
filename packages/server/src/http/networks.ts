import { BlockList, isIP, isIPv6 } from 'node:net'

/** Names for networks, as Fastify's `trustProxy` knows them. */
const named: Readonly<Record<string, readonly string[]>> = {
  loopback: ['127.0.0.0/8', '::1'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
}

/** Addresses and networks of a setting, to be asked whether an address is among them. */
export function createNetworks(texts: readonly string[]): { has(address: string): boolean } {
  const list = new BlockList()
  for (const text of texts.flatMap((each) => named[each] ?? [each])) {
    const [address = '', bits] = text.split('/')
    const family = isIPv6(address) ? 'ipv6' : 'ipv4'
    if (bits === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(bits), family)
  }
  return {
    has: (address) => isIP(address) !== 0 && list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4'),
  }
}
