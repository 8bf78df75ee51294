import type { Clock } from './ports.ts'
import { openPostgresStore } from './store/postgres/open-postgres-store.ts'
import { openSqliteStore } from './store/sqlite/open-sqlite-store.ts'
import type { Store } from './store/store.ts'

/** Opens the store that the configuration names, with its schema brought up to date. Rejects with `StoreUnavailable`. */
export function openStore(database: string, clock: Clock, onFault: (error: unknown) => void): Promise<Store> {
  return /^postgres(ql)?:/.test(database)
    ? openPostgresStore(database, { clock, onFault })
    : openSqliteStore(database, { clock, onFault })
}
