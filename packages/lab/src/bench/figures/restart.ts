import type { Measurement } from '../figure.ts'
import { startHotseat } from '../hotseat-site.ts'
import type { DeskLoad } from '../loads/desks.ts'
import { quantile } from '../statistics.ts'
import { startWorker } from '../worker.ts'

const patienceMs = 120_000

/** All agents through `kill -9` and restart: from the moment the new process listens until the last one is as before. */
export const restart: Measurement = async ({ agents, rounds }) => {
  const p50: number[] = []
  const last: number[] = []
  const down: number[] = []
  for (let round = 0; round < Math.min(3, rounds); round += 1) {
    const site = await startHotseat({ agents })
    const load = startWorker<DeskLoad>(new URL('../loads/desks.ts', import.meta.url))
    try {
      await load.call('open', { port: site.port, count: agents, lanes: 8 })
      const killedAt = Date.now()
      await site.kill()
      const listensAt = await site.restart()
      const { backAt, exact, ended } = await load.call('awaitReturn', { patienceMs })
      if (exact !== agents || backAt.length !== agents) {
        throw new Error(
          `${backAt.length} of ${agents} came back, ${exact} exactly as before; ended: ${[...new Set(ended)].join()}`,
        )
      }
      const tookMs = backAt.map((at) => at - listensAt)
      p50.push(quantile(tookMs, 0.5) / 1_000)
      last.push(quantile(tookMs, 1) / 1_000)
      down.push((listensAt - killedAt) / 1_000)
    } finally {
      await load.end()
      await site.dispose()
    }
  }
  const note = `${agents} desks, every agent compared with its document before the kill; restore runs in one load process`
  return [
    {
      name: `kill -9: last of ${agents} restored`,
      unit: 's',
      rounds: last,
      limit: null,
      aims: [{ kind: 'atMost', value: 3 }],
      note,
    },
    { name: 'kill -9: median agent restored', unit: 's', rounds: p50, limit: null, aims: [] },
    { name: 'kill -9 until the server listens again', unit: 's', rounds: down, limit: null, aims: [] },
  ]
}
