import type { Measurement } from '../figure.ts'
import { startHotseat } from '../hotseat-site.ts'
import type { SocketLoad } from '../loads/sockets.ts'
import type { WebSocketPeer } from '../peers/web-socket.ts'
import { startWorker } from '../worker.ts'

/** Keep-alives a second over many feeds, beside a bare `ws` echo over as many sockets. */
export const keepAlives: Measurement = async ({ rounds, durationMs, agents }) => {
  const count = Math.min(agents, 200)
  const site = await startHotseat({ agents: count })
  const feeds = startWorker<SocketLoad>(new URL('../loads/sockets.ts', import.meta.url))
  const echoes = startWorker<SocketLoad>(new URL('../loads/sockets.ts', import.meta.url))
  const peer = startWorker<WebSocketPeer>(new URL('../peers/web-socket.ts', import.meta.url))
  const ours: number[] = []
  const bare: number[] = []
  try {
    await feeds.call('signIns', { port: site.port, from: 1, count, lanes: 8 })
    await feeds.call('open', { port: site.port, count, kind: 'feed' })
    await echoes.call('open', { port: await peer.call('listen', undefined), count, kind: 'peer' })
    for (let round = 0; round <= rounds; round += 1) {
      const echoed = await echoes.call('pings', { durationMs })
      const kept = await feeds.call('pings', { durationMs })
      if (round === 0) continue
      bare.push(echoed)
      ours.push(kept)
    }
  } finally {
    await Promise.all([feeds.end(), echoes.end(), peer.end()])
    await site.dispose()
  }
  return [
    {
      name: 'keep-alives',
      unit: '/s',
      rounds: ours,
      limit: { name: 'bare ws echo', rounds: bare },
      aims: [{ kind: 'shareAtLeast', share: 0.7 }],
      note: `${count} sockets, one ping in flight on each; the peer neither parses nor writes JSON`,
    },
  ]
}
