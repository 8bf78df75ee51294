import { passwordCost } from '@hotseat/server/parts'
import type { Measurement } from '../figure.ts'
import { startHotseat } from '../hotseat-site.ts'
import type { RequestLoad } from '../loads/requests.ts'
import type { Argon2Peer } from '../peers/argon2.ts'
import { startWorker } from '../worker.ts'

/** Sign-ins a second beside nothing but the password checks they consist of. */
export const signIns: Measurement = async ({ rounds, durationMs }) => {
  const signInsARound = Math.max(20, Math.round(durationMs / 25))
  const site = await startHotseat({ agents: signInsARound * (rounds + 1) })
  const load = startWorker<RequestLoad>(new URL('../loads/requests.ts', import.meta.url))
  const ours: number[] = []
  const bare: number[] = []
  try {
    await load.call('signIns', { port: site.port, from: 1, count: signInsARound, lanes: 8 })
    for (let round = 1; round <= rounds; round += 1) {
      const peer = startWorker<Argon2Peer>(new URL('../peers/argon2.ts', import.meta.url))
      bare.push(await peer.call('checks', { cost: passwordCost, durationMs }))
      await peer.end()
      const from = round * signInsARound + 1
      ours.push((await load.call('signIns', { port: site.port, from, count: signInsARound, lanes: 8 })).perSecond)
    }
  } finally {
    await load.end()
    await site.dispose()
  }
  return [
    {
      name: 'sign-ins',
      unit: '/s',
      rounds: ours,
      limit: { name: 'bare argon2id', rounds: bare },
      aims: [{ kind: 'shareAtLeast', share: 0.9 }],
      note: 'different agents each time, 8 at once, each with a device key; committed before the answer',
    },
  ]
}
