import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { atEnd } from './recorder-rig.ts'

/** A wire between a recorder and its server that a test counts on, cuts and holds. */
export type FrailLine = {
  readonly origin: string
  /** Where it leads to. A server that listens there is at both addresses, and knows both as its own. */
  readonly far: { readonly host: string; readonly port: number }
  /** How many bytes the recorder has sent. */
  readonly sent: number
  /** Does something when the recorder has sent so many bytes since the line was laid; the bytes that are on their way then are there no more. */
  when(bytes: number, task: () => void): void
  /** Breaks every connection; new ones pass. */
  cut(): void
  /** Connections that have carried more than so many bytes fall silent when they go on, until they are let go. */
  hold(bytes: number): void
  /** How many have. */
  readonly held: number
  letGo(): void
}

const host = '127.0.0.2'

/** A wire from a free port of one loopback address to the same port of another, until the test is over. */
export async function layLine(): Promise<FrailLine> {
  const sockets = new Set<Socket>()
  const held = new Set<Socket>()
  const marks: { readonly at: number; readonly task: () => void }[] = []
  let sent = 0
  let heldFrom = Number.POSITIVE_INFINITY

  const keep = (socket: Socket, other: () => Socket) => {
    sockets.add(socket)
    return socket
      .on('error', () => undefined)
      .on('close', () => {
        sockets.delete(socket)
        held.delete(socket)
        other().destroy()
      })
  }
  const server = createServer((near) => {
    let carried = 0
    const far: Socket = keep(connect(port, host), () => near)
    keep(near, () => far)
    far.pipe(near)
    far.on('drain', () => held.has(near) || near.resume())
    near.on('data', (chunk) => {
      sent += chunk.byteLength
      carried += chunk.byteLength
      const due = marks.filter(({ at }) => at <= sent)
      for (const mark of due) marks.splice(marks.indexOf(mark), 1)
      for (const { task } of due) task()
      if (near.destroyed) return
      const isFull = !far.write(chunk)
      if (carried > heldFrom) held.add(near)
      if (isFull || held.has(near)) near.pause()
    })
  })
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  atEnd(async () => {
    cut()
    server.close()
    await once(server, 'close')
  })
  return {
    origin: `http://127.0.0.1:${port}`,
    far: { host, port },
    get sent() {
      return sent
    },
    when: (bytes, task) => void marks.push({ at: bytes, task }),
    cut,
    hold(bytes) {
      heldFrom = bytes
    },
    get held() {
      return held.size
    },
    letGo() {
      heldFrom = Number.POSITIVE_INFINITY
      for (const socket of held) socket.resume()
      held.clear()
    },
  }
}
