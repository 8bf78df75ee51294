import { readFile } from 'node:fs/promises'

/** The two ends of a TCP connection, as this process sees it. */
export type Ends = {
  readonly localAddress: string
  readonly localPort: number
  readonly remoteAddress: string
  readonly remotePort: number
}

/** Finds whose process holds the other end of a connection; null: nobody's that can be seen. */
export type FindPeerUser = (ends: Ends) => Promise<number | null>

/** Linux: the user of the peer's own socket, which the kernel names in `/proc/net/tcp` (spec LB3, S-40). */
export const findPeerUserOnLinux: FindPeerUser = async (ends) => {
  // An IPv4 connection of a socket that can speak both is in the other table.
  for (const path of ['/proc/net/tcp', '/proc/net/tcp6']) {
    const user = findUser(await readFile(path, 'latin1').catch(() => ''), ends)
    if (user !== null) return user
  }
  return null
}

const established = '01'

/** The user of the peer's socket in a table of the kernel: its local end is our remote one. */
export function findUser(table: string, ends: Ends): number | null {
  const wanted = `${encodeEnd(ends.remoteAddress, ends.remotePort)} ${encodeEnd(ends.localAddress, ends.localPort)}`
  for (const line of table.split('\n')) {
    const [, local, remote, state, , , , user] = line.trim().split(/\s+/)
    if (local === undefined || remote === undefined || state !== established) continue
    if (`${normalEnd(local)} ${normalEnd(remote)}` === wanted && /^\d+$/.test(user ?? '')) return Number(user)
  }
  return null
}

const mapped = '0000000000000000FFFF0000'

/** An IPv4 address that stands in the IPv6 table is written as in the other one. */
function normalEnd(end: string): string {
  return end.startsWith(mapped) ? end.slice(mapped.length) : end
}

/** An end as the kernel writes it: the address in words of the machine's own (little) endianness, in hexadecimal. */
function encodeEnd(address: string, port: number): string {
  const hexPort = port.toString(16).toUpperCase().padStart(4, '0')
  if (address === '::1') return `00000000000000000000000001000000:${hexPort}`
  const bytes = address.replace(/^::ffff:/i, '').split('.')
  const hex = bytes.reverse().map((byte) => Number(byte).toString(16).toUpperCase().padStart(2, '0'))
  return `${hex.join('')}:${hexPort}`
}
