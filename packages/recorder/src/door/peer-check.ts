import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { Logger } from 'pino'
import { findPeerUserOnLinux } from './peer-user.ts'

/**
 * Whether who calls is a process of the recorder's own user (spec LB3). A connection belongs to one process for as long as it stands, so it is
 * looked at once. Where the system does not tell, everybody counts as one's own: there, one machine is for one person (docs/guides/recorder.md).
 */
export function createPeerCheck(log: Logger): (request: Pick<IncomingMessage, 'socket'>) => Promise<boolean> {
  const own = process.platform === 'linux' ? process.getuid?.() : undefined
  if (own === undefined) {
    log.warn('this system does not tell whose a connection is; other users of this machine are not told apart')
    return async () => true
  }
  const known = new WeakMap<Socket, Promise<boolean>>()
  return ({ socket }) => {
    const before = known.get(socket)
    if (before !== undefined) return before
    const { localAddress = '', localPort = 0, remoteAddress = '', remotePort = 0 } = socket
    const found = findPeerUserOnLinux({ localAddress, localPort, remoteAddress, remotePort }).then((user) => user === own)
    known.set(socket, found)
    return found
  }
}
