import type { Clock } from '../ports.ts'
import { createMemoryStore } from './memory/create-memory-store.ts'
import { migratePostgres } from './postgres/migrate-postgres.ts'
import { openPostgresStore } from './postgres/open-postgres-store.ts'
import { migrateSqliteFile, openSqliteStore } from './sqlite/open-sqlite-store.ts'
import type { Store } from './store.ts'
import { StoreUnavailable } from './store-unavailable.ts'

export type StoreOptions = {
  /** A file's path, `postgres://…`, or `memory:`. */
  readonly database: string
  readonly clock: Pick<Clock, 'after'>
  /** Hears faults that are nobody's answer: a feed listener that throws, a lost feed connection. */
  readonly onFault: (error: unknown) => void
  /** Hears of each look at what other nodes committed; what it gives is called when the look has succeeded. */
  readonly onLook?: () => () => void
}

/** Opens the store and brings its schema up to date. Rejects with `StoreUnavailable`. */
export async function openStore({ database, ...options }: StoreOptions): Promise<Store> {
  if (database === 'memory:') return createMemoryStore(undefined, options)
  return isPostgres(database) ? openPostgresStore(database, options) : openSqliteStore(database, options)
}

/** Brings the schema up to date and leaves; does nothing when it is. Safe when several do so at once. */
export async function migrateStore({ database }: Pick<StoreOptions, 'database'>): Promise<void> {
  if (database === 'memory:') return
  try {
    await (isPostgres(database) ? migratePostgres(database) : migrateSqliteFile(database))
  } catch (error) {
    throw error instanceof StoreUnavailable ? error : new StoreUnavailable(error)
  }
}

function isPostgres(database: string): boolean {
  return /^postgres(ql)?:\/\//.test(database)
}
