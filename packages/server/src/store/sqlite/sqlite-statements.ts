import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'
import type { Scope } from '../driver.ts'
import type { SqlTable } from '../sql/sql-table.ts'
import type { Statement } from '../sql/statement.ts'
import type { AnyTables, Statements } from '../sql/statements.ts'
import { createStatements, tenantSlot } from '../sql/statements.ts'

/** Statements in SQLite's words; Kysely writes them, the driver runs them prepared. */
export function createSqliteStatements(): Statements & { put(table: SqlTable, scope: Scope): Statement } {
  const statements = createStatements(
    new Kysely<AnyTables>({
      dialect: {
        createAdapter: () => new SqliteAdapter(),
        createDriver: () => new DummyDriver(),
        createIntrospector: (db) => new SqliteIntrospector(db),
        createQueryCompiler: () => new SqliteQueryCompiler(),
      },
    }),
  )
  return {
    ...statements,
    put: (table, scope) =>
      statements.cached(`put ${table.name}`, (db) => {
        const tenant = scope === null ? [] : [tenantSlot]
        const names = table.columns.map(({ name }) => name)
        const updated = names.filter((name) => !table.key.includes(name))
        return db
          .insertInto(table.name)
          .values(Object.fromEntries([...tenant, ...names].map((name) => [name, name])))
          .onConflict((conflict) =>
            conflict
              .columns([...tenant, ...table.key])
              .doUpdateSet((excluded) => Object.fromEntries(updated.map((name) => [name, excluded.ref(`excluded.${name}`)]))),
          )
      }),
  }
}
