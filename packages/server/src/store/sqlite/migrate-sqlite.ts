import type { SqliteDatabase as KyselySqlite } from 'kysely'
import { Kysely, SqliteDialect } from 'kysely'
import { migrateSchema } from '../migrations/migrate-schema.ts'
import { sqliteMigrations } from '../migrations/migration-dialect.ts'
import { hintPlanner } from './hint-planner.ts'
import type { SqliteDatabase } from './sqlite-database.ts'
import { whenFree } from './when-free.ts'

/** Brings the schema up to date in one transaction; a second process waits and finds it done. */
export async function migrateSqlite(database: SqliteDatabase): Promise<void> {
  await whenFree(() => database.run('begin immediate'))
  try {
    await migrateSchema(
      new Kysely<unknown>({ dialect: new SqliteDialect({ database: kyselySqlite(database) }) }),
      sqliteMigrations,
    )
    hintPlanner(database)
    database.run('commit')
  } catch (error) {
    database.run('rollback')
    throw error
  }
}

/** The connection as Kysely takes it. It stays open when Kysely is done. */
function kyselySqlite({ raw }: SqliteDatabase): KyselySqlite {
  return {
    close: () => undefined,
    prepare(sql) {
      const statement = raw.prepare(sql)
      const values = (parameters: readonly unknown[]) => parameters.map(parameterOf)
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...values(parameters)),
        run: (parameters) => statement.run(...values(parameters)),
        iterate: (parameters) => statement.iterate(...values(parameters)),
      }
    },
  }
}

function parameterOf(value: unknown): string | number | bigint | null {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' || value === null) return value
  throw new TypeError(`SQLite takes no ${typeof value}`)
}
