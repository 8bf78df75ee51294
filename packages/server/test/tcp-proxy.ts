import type { Socket } from 'node:net'
import { connect, createServer } from 'node:net'

/** A wire to a port of 127.0.0.1 that can fall silent without breaking. */
export interface TcpProxy {
  readonly port: number
  /** From now on nothing passes, and new connections are taken but led nowhere. */
  freeze(): void
  /** Breaks what was frozen; new connections pass again. */
  thaw(): void
  close(): Promise<void>
}

export async function createTcpProxy(targetPort: number): Promise<TcpProxy> {
  const sockets = new Set<Socket>()
  let frozen = false

  function keep(socket: Socket): Socket {
    sockets.add(socket)
    return socket.on('error', () => undefined).on('close', () => sockets.delete(socket))
  }

  const server = createServer((near) => {
    keep(near)
    if (frozen) return
    const far = keep(connect(targetPort, '127.0.0.1'))
    near.pipe(far).pipe(near)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port')

  const breakAll = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    port: address.port,
    freeze() {
      frozen = true
      for (const socket of sockets) socket.unpipe().pause()
    },
    thaw() {
      frozen = false
      breakAll()
    },
    async close() {
      breakAll()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
