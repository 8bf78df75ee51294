import type { Measurement } from '../figure.ts'
import { startHotseat } from '../hotseat-site.ts'
import type { ChatWaitingLoad } from '../loads/chat-waiting.ts'
import type { SocketLoad } from '../loads/sockets.ts'
import type { MemoryPreload } from '../memory-preload.ts'
import type { WebSocketPeer } from '../peers/web-socket.ts'
import { startWorker } from '../worker.ts'

const nodeOptions = ['--expose-gc', '--import', new URL('../memory-preload.ts', import.meta.url).href]
const lanes = 8

/** What one customer who waits in the queue holds in the server, over what a bare `ws` socket holds; after a collection. */
export const chatMemory: Measurement = async ({ agents: customers }) => {
  const warmUp = Math.ceil(customers / 10)
  const site = await startHotseat({ agents: 1 })
  const load = startWorker<ChatWaitingLoad>(new URL('../loads/chat-waiting.ts', import.meta.url))
  const bareLoad = startWorker<SocketLoad>(new URL('../loads/sockets.ts', import.meta.url))
  const peer = startWorker<WebSocketPeer & MemoryPreload>(new URL('../peers/web-socket.ts', import.meta.url), { nodeOptions })
  try {
    const peerPort = await peer.call('listen', undefined)
    const bareBefore = await peer.call('memory', undefined)
    await bareLoad.call('open', { port: peerPort, count: customers, kind: 'peer' })
    const bareAfter = await peer.call('memory', undefined)
    await bareLoad.call('close', undefined)

    // The first customers make the server compile and cache what all share; they stay.
    await load.call('open', { port: site.port, from: 1, count: warmUp, lanes })
    const before = await site.server.call('memory', undefined)
    await load.call('open', { port: site.port, from: warmUp + 1, count: customers, lanes })
    const after = await site.server.call('memory', undefined)
    const idleFrom = site.server.cpuMs()
    await new Promise((resolve) => setTimeout(resolve, 2_000))
    const idleMs = (site.server.cpuMs() - idleFrom) / 2

    const kilobytes = (from: number, to: number) => (to - from) / customers / 1_024
    const over = kilobytes(before.held, after.held) - kilobytes(bareBefore.held, bareAfter.held)
    return [
      {
        name: 'memory a waiting customer, over bare ws',
        unit: 'KB',
        rounds: [over],
        limit: { name: 'KB a bare ws socket', rounds: [kilobytes(bareBefore.held, bareAfter.held)] },
        aims: [],
        note: `JavaScript heap and external memory after collection, ${customers} customers in the queue`,
      },
      {
        name: 'resident memory a waiting customer',
        unit: 'KB',
        rounds: [kilobytes(before.rss, after.rss)],
        limit: { name: 'KB a bare ws socket', rounds: [kilobytes(bareBefore.rss, bareAfter.rss)] },
        aims: [],
        note: 'with what the allocator keeps, and the growth of the young generation under the logins',
      },
      {
        name: 'processor while they wait',
        unit: 'ms/s',
        rounds: [idleMs],
        limit: null,
        aims: [],
        note: `${warmUp + customers} customers, nobody says anything`,
      },
    ]
  } finally {
    await Promise.all([load.end(), bareLoad.end(), peer.end()])
    await site.dispose()
  }
}
