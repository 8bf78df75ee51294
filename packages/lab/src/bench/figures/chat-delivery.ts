import type { Figure, Measurement } from '../figure.ts'
import { startHotseat } from '../hotseat-site.ts'
import type { ChatDeliveryLoad } from '../loads/chat-delivery.ts'
import type { ChatRelayLoad } from '../loads/chat-relay.ts'
import type { Delays, Side } from '../loads/talk.ts'
import type { SocketIoPeer } from '../peers/socket-io.ts'
import { startWorker } from '../worker.ts'

type Round = Record<Side, Delays>

/** The demo's limit of conversations that an agent has at once. */
const perDesk = 3
/** Texts a second, each way. */
const perSecond = 200

/** How long a text takes from a customer to their agent's desk and back, beside Socket.IO relaying the same texts. */
export const chatDelivery: Measurement = async ({ rounds, durationMs, agents }) => {
  const conversations = Math.round(agents / 2)
  const crowd = { conversations, perDesk }
  const { port, dispose } = await startHotseat({ agents: Math.ceil(conversations / perDesk) })
  const load = startWorker<ChatDeliveryLoad>(new URL('../loads/chat-delivery.ts', import.meta.url))
  const relay = startWorker<ChatRelayLoad>(new URL('../loads/chat-relay.ts', import.meta.url))
  const peer = startWorker<SocketIoPeer>(new URL('../peers/socket-io.ts', import.meta.url))
  const ours: Round[] = []
  const bare: Round[] = []
  try {
    await relay.call('open', { port: await peer.call('listen', undefined), ...crowd })
    await load.call('open', { port, ...crowd, lanes: 128 })
    for (let round = 0; round <= rounds; round += 1) {
      const relayed = await relay.call('talk', { perSecond, durationMs })
      const delivered = await load.call('talk', { perSecond, durationMs })
      // The first round warms both up.
      if (round === 0) continue
      bare.push(relayed)
      ours.push(delivered)
    }
  } finally {
    await Promise.all([load.end(), relay.end(), peer.end()])
    await dispose()
  }

  const figure = (name: string, side: Side, which: 'p50Ms' | 'p99Ms', more: Partial<Figure>): Figure => ({
    ...{ name, unit: 'ms', rounds: ours.map((round) => round[side][which]), aims: [] },
    limit: { name: 'ms, Socket.IO', rounds: bare.map((round) => round[side][which]) },
    ...more,
  })
  const aims = [{ kind: 'atMost', value: 50 }] as const
  const note = `${conversations} open conversations, ${perSecond} texts a second each way; from the writing of the POST until the other side has the text`
  return [
    figure('chat: customer to desk, p50', 'customer', 'p50Ms', {
      note: `${note}; the desk reads it after its feed told; both sides mark what came, which Socket.IO’s do not`,
    }),
    figure('chat: customer to desk, p99', 'customer', 'p99Ms', { aims }),
    figure('chat: desk to customer, p50', 'agent', 'p50Ms', { note: 'the customer’s socket brings it' }),
    figure('chat: desk to customer, p99', 'agent', 'p99Ms', { aims }),
  ]
}
