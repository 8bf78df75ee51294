import type { Figure, Measurement } from '../figure.ts'
import { startHotseat } from '../hotseat-site.ts'
import type { RequestLoad } from '../loads/requests.ts'
import type { SocketLoad } from '../loads/sockets.ts'
import type { WebSocketPeer } from '../peers/web-socket.ts'
import { startWorker } from '../worker.ts'

/** Resumes a second (echo, then resume) beside a bare `ws` handshake with one verification. */
export const resumes: Measurement = async ({ rounds, agents }) => {
  const seats = Math.min(agents, 1_200)
  const lanes = 32
  const site = await startHotseat({ agents: seats })
  const load = startWorker<RequestLoad>(new URL('../loads/requests.ts', import.meta.url))
  const sockets = startWorker<SocketLoad>(new URL('../loads/sockets.ts', import.meta.url))
  const peer = startWorker<WebSocketPeer>(new URL('../peers/web-socket.ts', import.meta.url))
  const ours: number[] = []
  const p99: number[] = []
  const bare: number[] = []
  try {
    const peerPort = await peer.call('listen', undefined)
    await peer.call('verifyEach', await sockets.call('proof', undefined))
    await load.call('signIns', { port: site.port, from: 1, count: seats, lanes: 8 })
    for (let round = 0; round <= rounds; round += 1) {
      const handshakes = await sockets.call('handshakes', { port: peerPort, count: seats, lanes })
      await load.call('prepareProofs', { port: site.port, lanes })
      const rate = await load.call('resumes', { port: site.port, lanes })
      // The first round warms both up.
      if (round === 0) continue
      bare.push(handshakes)
      ours.push(rate.perSecond)
      p99.push(rate.p99Ms)
    }
  } finally {
    await Promise.all([load.end(), sockets.end(), peer.end()])
    await site.dispose()
  }
  const limit: Figure['limit'] = { name: 'bare ws handshake + P-256 verification', rounds: bare }
  return [
    {
      name: 'resumes',
      unit: '/s',
      rounds: ours,
      limit,
      aims: [
        { kind: 'shareAtLeast', share: 0.5 },
        { kind: 'atLeast', value: 2_000 },
      ],
      note: `${seats} agents, each once a round, over ${lanes} keep-alive connections, proofs signed ahead; each is an echo, a verification and a durable commit`,
    },
    { name: 'resume, p99', unit: 'ms', rounds: p99, limit: null, aims: [] },
  ]
}
