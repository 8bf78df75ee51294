import type { Measurement } from '../figure.ts'
import { startHotseat } from '../hotseat-site.ts'
import type { SocketLoad } from '../loads/sockets.ts'
import type { MemoryPreload } from '../memory-preload.ts'
import type { WebSocketPeer } from '../peers/web-socket.ts'
import { startWorker } from '../worker.ts'

const nodeOptions = ['--expose-gc', '--import', new URL('../memory-preload.ts', import.meta.url).href]

/** What one connected agent holds in the server, over what a bare `ws` socket holds; after a collection. */
export const memory: Measurement = async ({ agents }) => {
  const warmUp = Math.ceil(agents / 10)
  const site = await startHotseat({ agents: warmUp + agents })
  const load = startWorker<SocketLoad>(new URL('../loads/sockets.ts', import.meta.url))
  const early = startWorker<SocketLoad>(new URL('../loads/sockets.ts', import.meta.url))
  const peer = startWorker<WebSocketPeer & MemoryPreload>(new URL('../peers/web-socket.ts', import.meta.url), { nodeOptions })
  try {
    const peerPort = await peer.call('listen', undefined)
    const bareBefore = await peer.call('memory', undefined)
    await load.call('open', { port: peerPort, count: agents, kind: 'peer' })
    const bareAfter = await peer.call('memory', undefined)
    await load.call('close', undefined)

    // The first agents make the server compile and cache what all share; they stay connected.
    await early.call('signIns', { port: site.port, from: 1, count: warmUp, lanes: 8 })
    await early.call('open', { port: site.port, count: warmUp, kind: 'feed' })
    const before = await site.server.call('memory', undefined)
    await load.call('signIns', { port: site.port, from: warmUp + 1, count: agents, lanes: 8 })
    await load.call('open', { port: site.port, count: agents, kind: 'feed' })
    await load.call('pings', { durationMs: 500 })
    const after = await site.server.call('memory', undefined)

    const kilobytes = (from: number, to: number) => (to - from) / agents / 1_024
    const over = kilobytes(before.held, after.held) - kilobytes(bareBefore.held, bareAfter.held)
    return [
      {
        name: 'memory a connected agent, over bare ws',
        unit: 'KB',
        rounds: [over],
        limit: { name: 'KB a bare ws socket', rounds: [kilobytes(bareBefore.held, bareAfter.held)] },
        aims: [{ kind: 'atMost', value: 20 }],
        note: `JavaScript heap and external memory after collection, ${agents} agents`,
      },
      {
        name: 'resident memory a connected agent',
        unit: 'KB',
        rounds: [kilobytes(before.rss, after.rss)],
        limit: { name: 'KB a bare ws socket', rounds: [kilobytes(bareBefore.rss, bareAfter.rss)] },
        aims: [],
        note: 'with what the allocator keeps, and the growth of the young generation under the sign-ins',
      },
    ]
  } finally {
    await Promise.all([load.end(), early.end(), peer.end()])
    await site.dispose()
  }
}
