import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { quantile } from '../statistics.ts'
import { serveCommands } from '../worker.ts'

/** The limit of durable changes without group commit: one row, one transaction, one fsync, in a loop. */
const commands = {
  /** Transactions a second and their p99 in ms, on a file under `folder`. */
  async transactions({ folder, durationMs }: { folder: string; durationMs: number }) {
    const own = mkdtempSync(join(folder, 'sqlite-'))
    const database = new DatabaseSync(join(own, 'peer.db'))
    database.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE agents (id INTEGER PRIMARY KEY, state TEXT)')
    const put = database.prepare('INSERT INTO agents VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET state = excluded.state')
    const tookMs: number[] = []
    const startedAt = performance.now()
    while (performance.now() - startedAt < durationMs) {
      const from = performance.now()
      // Another value each time: SQLite writes nothing for a row that stays as it is.
      put.run(tookMs.length % 1_000, `READY ${tookMs.length}`)
      tookMs.push(performance.now() - from)
    }
    const perSecond = (tookMs.length * 1_000) / (performance.now() - startedAt)
    database.close()
    rmSync(own, { recursive: true })
    return { perSecond, p99Ms: quantile(tookMs, 0.99) }
  },
}
export type SqlitePeer = typeof commands
serveCommands(commands)
