import type { Clock } from '../../ports.ts'
import { createStore } from '../create-store.ts'
import { createDelivery } from '../delivery.ts'
import type { Store } from '../store.ts'
import { StoreUnavailable } from '../store-unavailable.ts'
import { watchHeads } from '../watch-heads.ts'
import { migrateSqlite } from './migrate-sqlite.ts'
import type { SqliteDatabase } from './sqlite-database.ts'
import { configureSqlite, openSqliteDatabase, syncBeside } from './sqlite-database.ts'
import { createSqliteDriver } from './sqlite-driver.ts'
import { whenFree } from './when-free.ts'

export type SqliteStoreOptions = {
  readonly clock: Pick<Clock, 'after'>
  /** Hears what a feed listener throws, and of reads for the feed that failed. */
  readonly onFault: (error: unknown) => void
}

/** How soon the feed has what another process (the command line) wrote. */
const pollMs = 200

/** Opens the store in a file, with its schema brought up to date. */
export async function openSqliteStore(path: string, { clock, onFault }: SqliteStoreOptions): Promise<Store> {
  const database = await openMigrated(path)
  syncBeside(database)
  const driver = createSqliteDriver(database)
  let seen = database.version()
  const delivery = createDelivery(driver, await driver.heads(), onFault)
  const stopWatching = watchHeads({ clock, pollMs, onFault }, async () => {
    if (otherProcessWrote()) await delivery.advance(await driver.heads())
  })

  function otherProcessWrote(): boolean {
    const version = database.version()
    const wrote = version !== seen
    seen = version
    return wrote
  }

  const store = createStore(driver, delivery)
  return {
    ...store,
    async close() {
      stopWatching()
      await store.close()
    },
  }
}

/** Brings the schema of a file up to date, creating it when there is none. */
export async function migrateSqliteFile(path: string): Promise<void> {
  const database = await openMigrated(path)
  database.close()
}

async function openMigrated(path: string): Promise<SqliteDatabase> {
  try {
    const database = openSqliteDatabase(path)
    await whenFree(() => configureSqlite(database))
    await migrateSqlite(database)
    return database
  } catch (error) {
    throw new StoreUnavailable(error)
  }
}
