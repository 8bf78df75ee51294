import { Client } from 'pg'
import { quantile } from '../statistics.ts'
import { serveCommands } from '../worker.ts'

/** The limit of durable changes without group commit on PostgreSQL: one row, one transaction, one connection. */
const commands = {
  /** Transactions a second and their p99 in ms, in a table of its own. */
  async transactions({ url, durationMs }: { url: string; durationMs: number }) {
    const client = new Client({ connectionString: url })
    await client.connect()
    await client.query('CREATE TABLE IF NOT EXISTS bench_peer (id integer PRIMARY KEY, state text)')
    const text = 'INSERT INTO bench_peer VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET state = excluded.state'
    const tookMs: number[] = []
    const startedAt = performance.now()
    while (performance.now() - startedAt < durationMs) {
      const from = performance.now()
      await client.query({ name: 'put', text, values: [tookMs.length % 1_000, tookMs.length % 2 === 0 ? 'READY' : 'NOT_READY'] })
      tookMs.push(performance.now() - from)
    }
    const perSecond = (tookMs.length * 1_000) / (performance.now() - startedAt)
    await client.query('DROP TABLE bench_peer')
    await client.end()
    return { perSecond, p99Ms: quantile(tookMs, 0.99) }
  },
}
export type PostgresPeer = typeof commands
serveCommands(commands)
