import { randomBytes } from 'node:crypto'
import { createDeviceKey } from '../../device/device-key.ts'
import { openHttpConnection } from '../wire/http-connection.ts'
import { encodeTextFrame, openRawSocket, type RawSocket } from '../wire/socket-frames.ts'
import { serveCommands } from '../worker.ts'
import { createSeat, eachOf, headersOf, type Seat, signIn, siteOf } from './seat.ts'

const ping = encodeTextFrame(JSON.stringify({ type: 'ping', n: 1 }))
const seats: Seat[] = []
const sockets: RawSocket[] = []

/** Keeps one ping in flight on each of the sockets until `durationMs` is over; pongs a second. */
async function pingPong(durationMs: number): Promise<number> {
  let pongs = 0
  let open = true
  for (const socket of sockets) {
    socket.onText(() => {
      pongs += 1
      if (open) socket.write(ping)
    })
  }
  const startedAt = performance.now()
  pongs = 0
  for (const socket of sockets) socket.write(ping)
  await new Promise((resolve) => setTimeout(resolve, durationMs))
  open = false
  const perSecond = (pongs * 1_000) / (performance.now() - startedAt)
  await new Promise((resolve) => setTimeout(resolve, 200))
  return perSecond
}

/** The load of sockets, on the feed or on the bare peer: the same bytes a client would send, without a client's cost. */
const commands = {
  /** A proof for the peer to check at each connection. */
  async proof() {
    const key = createDeviceKey(randomBytes(32))
    const message = 'hotseat-resume\nhttp://127.0.0.1\nsession\nchallenge'
    return { key: { x: key.publicKey.x, y: key.publicKey.y }, message, signature: key.sign(message) }
  },
  /** Opens and closes `count` connections to the peer, each greeted after its verification; connections a second. */
  async handshakes({ port, count, lanes }: { port: number; count: number; lanes: number }) {
    const site = siteOf(port)
    const startedAt = performance.now()
    await eachOf(Array.from({ length: count }), lanes, async () => {
      const socket = await openRawSocket(port, '/', headersOf(site))
      await new Promise<void>((resolve) => socket.onText(() => resolve()))
      socket.close()
    })
    return (count * 1_000) / (performance.now() - startedAt)
  },
  /** Signs agents in, for the feeds. */
  async signIns({ port, from, count, lanes }: { port: number; from: number; count: number; lanes: number }) {
    const site = siteOf(port)
    const fresh = Array.from({ length: count }, (_, index) => createSeat(from + index))
    const connections = await Promise.all(Array.from({ length: lanes }, () => openHttpConnection(port)))
    await eachOf(fresh, lanes, async (seat, lane) => {
      const connection = connections[lane]
      if (connection !== undefined) await signIn(connection, site, seat)
    })
    for (const connection of connections) connection.close()
    seats.push(...fresh)
  },
  /** Opens `count` sockets to the peer, or a feed for each agent signed in. */
  async open({ port, count, kind }: { port: number; count: number; kind: 'peer' | 'feed' }) {
    const site = siteOf(port)
    await eachOf(
      Array.from({ length: count }, (_, index) => index),
      50,
      async (index) => {
        const seat = seats[index]
        const path = kind === 'peer' ? '/' : `/v1/feed?offset=${seat?.offset ?? 0}`
        const socket = await openRawSocket(port, path, headersOf(site, kind === 'peer' ? undefined : seat))
        if (kind === 'feed') await new Promise<void>((resolve) => socket.onText((text) => text.includes('"hello"') && resolve()))
        sockets.push(socket)
      },
    )
  },
  /** Keep-alives a second over the open sockets. */
  pings: ({ durationMs }: { durationMs: number }) => pingPong(durationMs),
  async close() {
    for (const socket of sockets.splice(0)) socket.close()
    seats.length = 0
  },
}
export type SocketLoad = typeof commands
serveCommands(commands)
