import type { Measurement } from '../figure.ts'
import { startHotseat } from '../hotseat-site.ts'
import type { ChatLoginLoad } from '../loads/chat-logins.ts'
import type { JosePeer } from '../peers/jose.ts'
import { startWorker } from '../worker.ts'

const lanes = 32

/** Customers' logins by token a second, beside `jose` verifying the same tokens, with nothing and with an HTTP server around it. */
export const chatLogins: Measurement = async ({ rounds, durationMs }) => {
  const count = durationMs
  const { port, dispose } = await startHotseat({ agents: 1 })
  const load = startWorker<ChatLoginLoad>(new URL('../loads/chat-logins.ts', import.meta.url))
  const peer = startWorker<JosePeer>(new URL('../peers/jose.ts', import.meta.url))
  const ours: number[] = []
  const bare: number[] = []
  const served: number[] = []
  try {
    const { secret } = await load.call('prepare', { port, count })
    const peerPort = await peer.call('listen', { secret })
    // These are the ones who are known from then on.
    await load.call('logins', { port, lanes })
    for (let round = 0; round <= rounds; round += 1) {
      const { tokens } = await load.call('prepare', { port, count })
      const verified = await peer.call('verifications', { secret, tokens, lanes })
      const answered = await load.call('logins', { port: peerPort, lanes })
      const loggedIn = await load.call('logins', { port, lanes })
      // The first round warms all up.
      if (round === 0) continue
      bare.push(verified)
      served.push(answered)
      ours.push(loggedIn)
    }
  } finally {
    await Promise.all([load.end(), peer.end()])
    await dispose()
  }
  return [
    {
      name: 'chat logins',
      unit: '/s',
      rounds: ours,
      limit: { name: 'bare jose verification', rounds: bare },
      aims: [
        { kind: 'shareAtLeast', share: 0.5 },
        { kind: 'atLeast', value: 2_000 },
      ],
      note: `${count} customers a round, each once, half of them new, over ${lanes} keep-alive connections, tokens signed ahead; each is a customer, a session and a durable commit`,
    },
    {
      name: 'chat logins, beside HTTP with a verification',
      unit: '/s',
      rounds: ours,
      limit: { name: 'node:http and jose, the same requests', rounds: served },
      aims: [],
      note: 'the same logins beside a server that verifies, and does nothing else',
    },
  ]
}
