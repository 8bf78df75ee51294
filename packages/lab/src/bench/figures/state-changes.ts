import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Figure, Measurement } from '../figure.ts'
import { startHotseat } from '../hotseat-site.ts'
import type { RequestLoad } from '../loads/requests.ts'
import type { PostgresPeer } from '../peers/postgres.ts'
import type { SqlitePeer } from '../peers/sqlite.ts'
import { startPostgres } from '../postgres-site.ts'
import { startWorker } from '../worker.ts'

type Rate = { readonly perSecond: number; readonly p99Ms: number }

/** Acknowledged state changes a second on the embedded store, beside a loop of single-row transactions. */
export const stateChanges: Measurement = async (size) => {
  const folder = mkdtempSync(join(tmpdir(), 'hotseat-bench-peer-'))
  const peer = startWorker<SqlitePeer>(new URL('../peers/sqlite.ts', import.meta.url))
  try {
    return await compared('SQLite', size, () => peer.call('transactions', { folder, durationMs: size.durationMs }))
  } finally {
    await peer.end()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The same on PostgreSQL, each against the same database server. */
export const stateChangesOnPostgres: Measurement = async (size) => {
  const database = await startPostgres()
  const peer = startWorker<PostgresPeer>(new URL('../peers/postgres.ts', import.meta.url))
  try {
    const bare = () => peer.call('transactions', { url: database.url, durationMs: size.durationMs })
    return await compared('PostgreSQL', size, bare, database.url)
  } finally {
    await peer.end()
    await database.stop()
  }
}

async function compared(
  store: string,
  { rounds, durationMs, agents }: { rounds: number; durationMs: number; agents: number },
  bareLoop: () => Promise<Rate>,
  database?: string,
): Promise<readonly Figure[]> {
  const seats = Math.min(agents, 320)
  const lanes = 64
  const site = await startHotseat({ agents: seats, ...(database === undefined ? {} : { database }) })
  const load = startWorker<RequestLoad>(new URL('../loads/requests.ts', import.meta.url))
  const ours: Rate[] = []
  const bare: Rate[] = []
  try {
    await load.call('signIns', { port: site.port, from: 1, count: seats, lanes: 8 })
    await load.call('openFeeds', { port: site.port })
    for (let round = 0; round <= rounds; round += 1) {
      const limit = await bareLoop()
      const rate = await load.call('stateChanges', { port: site.port, count: Math.round(durationMs * 1.5), lanes })
      if (round === 0) continue
      bare.push(limit)
      ours.push(rate)
    }
  } finally {
    await load.end()
    await site.dispose()
  }
  return [
    {
      name: `state changes, ${store}`,
      unit: '/s',
      rounds: ours.map(({ perSecond }) => perSecond),
      limit: { name: 'bare single-row transactions', rounds: bare.map(({ perSecond }) => perSecond) },
      aims: [],
      note: `${lanes} requests at once over ${seats} agents; each changes a row, appends to the feed and is durable when answered`,
    },
    {
      name: `state change p99, ${store}`,
      unit: 'ms',
      rounds: ours.map(({ p99Ms }) => p99Ms),
      limit: { name: 'ms a bare transaction', rounds: bare.map(({ p99Ms }) => p99Ms) },
      aims: [],
    },
  ]
}
