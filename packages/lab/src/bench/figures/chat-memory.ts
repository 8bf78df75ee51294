import type { Measurement } from '../figure.ts'
import { startHotseat } from '../hotseat-site.ts'
import type { ChatWaitingLoad } from '../loads/chat-waiting.ts'
import type { SocketLoad } from '../loads/sockets.ts'
import type { MemoryPreload } from '../memory-preload.ts'
import type { WebSocketPeer } from '../peers/web-socket.ts'
import { startWorker, type Worker } from '../worker.ts'

const nodeOptions = ['--expose-gc', '--import', new URL('../memory-preload.ts', import.meta.url).href]
const lanes = 8
/** So long the server is watched each round while nobody says anything. */
const quietMs = 3_000

/** What one customer who waits in the queue holds in the server, over what a bare `ws` socket holds; after a collection. */
export const chatMemory: Measurement = async ({ rounds, agents }) => {
  const count = Math.ceil(agents / rounds)
  const site = await startHotseat({ agents: 1 })
  const load = startWorker<ChatWaitingLoad>(new URL('../loads/chat-waiting.ts', import.meta.url))
  const bareLoad = startWorker<SocketLoad>(new URL('../loads/sockets.ts', import.meta.url))
  const peer = startWorker<WebSocketPeer & MemoryPreload>(new URL('../peers/web-socket.ts', import.meta.url), { nodeOptions })
  const ours: number[] = []
  const bare: number[] = []
  const kilobytes = (from: number, to: number) => (to - from) / count / 1_024
  try {
    const peerPort = await peer.call('listen', undefined)
    // The first customers make the server compile and cache what all share; they stay, as all of them do.
    await bareLoad.call('open', { port: peerPort, count, kind: 'peer' })
    await load.call('open', { port: site.port, from: 1, count, lanes })
    let heldBare = await leastHeld(peer)
    let held = await leastHeld(site.server)
    for (let round = 1; round <= rounds; round += 1) {
      await bareLoad.call('open', { port: peerPort, count, kind: 'peer' })
      await load.call('open', { port: site.port, from: round * count + 1, count, lanes })
      const [bareNow, now] = [await leastHeld(peer), await leastHeld(site.server)]
      bare.push(kilobytes(heldBare, bareNow))
      ours.push(kilobytes(held, now))
      heldBare = bareNow
      held = now
    }
    const quiet: number[] = []
    for (let round = 1; round <= rounds; round += 1) {
      const usedMs = site.server.cpuMs()
      await new Promise((resolve) => setTimeout(resolve, quietMs))
      quiet.push((site.server.cpuMs() - usedMs) / (quietMs / 1_000))
    }

    const all = (rounds + 1) * count
    return [
      {
        name: 'chat: memory a waiting customer, over bare ws',
        unit: 'KB',
        rounds: ours.map((each, index) => each - (bare[index] ?? 0)),
        limit: { name: 'KB a bare ws socket', rounds: bare },
        aims: [],
        note: `JavaScript heap and external memory after collection; ${count} customers more each round, ${all} in the queue at last`,
      },
      {
        name: `chat: processor while ${all} wait`,
        unit: 'ms/s',
        rounds: quiet,
        limit: null,
        aims: [],
        note: 'nobody says anything; each hears where they stand',
      },
    ]
  } finally {
    await Promise.all([load.end(), bareLoad.end(), peer.end()])
    await site.dispose()
  }
}

/** What a process holds when nothing is under way: the least of some looks. */
async function leastHeld(process: Pick<Worker<MemoryPreload>, 'call'>): Promise<number> {
  const looks: number[] = []
  for (let look = 0; look < 4; look += 1) looks.push((await process.call('memory', undefined)).held)
  return Math.min(...looks)
}
