import type { IncomingMessage } from 'node:http'
import { createNetworks } from '../http/networks.ts'

/** Where a handshake comes from: what Fastify's `request.ip` is for a call. */
export type ClientAddress = (request: Pick<IncomingMessage, 'headers' | 'socket'>) => string

/**
 * Reads the address behind trusted proxies: from the line itself back through `X-Forwarded-For` as long as whoever wrote
 * the entry is trusted. Without it all of a proxy's clients would share one budget of wrong passwords (S-13).
 */
export function createClientAddress(trustedProxies: readonly string[]): ClientAddress {
  const trusted = createNetworks(trustedProxies)
  return ({ headers, socket }) => {
    const forwarded = [headers['x-forwarded-for'] ?? []].flat().join().split(',')
    const chain = [...forwarded.map((each) => each.trim()).filter((each) => each !== ''), plain(socket.remoteAddress ?? '')]
    return chain.findLast((address, at) => at === 0 || !trusted.has(address)) ?? ''
  }
}

/** An IPv4 address in IPv6 form is the same one. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '')
}
