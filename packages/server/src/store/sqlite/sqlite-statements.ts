import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, sql } from 'kysely'
import type { Scope } from '../driver.ts'
import type { SqlTable } from '../sql/sql-table.ts'
import type { Statement } from '../sql/statement.ts'
import type { AnyTables, Statements } from '../sql/statements.ts'
import { amongSlot, createStatements, tenantSlot } from '../sql/statements.ts'

/** Those, and the ones that write rows. */
export type SqliteStatements = Statements & {
  put(table: SqlTable, scope: Scope): Statement
  /** Sets some columns, by their SQL names, of the row with the key. */
  update(table: SqlTable, scope: Scope, names: readonly string[]): Statement
}

/** Statements in SQLite's words; Kysely writes them, the driver runs them prepared. */
export function createSqliteStatements(): SqliteStatements {
  const statements = createStatements(
    new Kysely<AnyTables>({
      dialect: {
        createAdapter: () => new SqliteAdapter(),
        createDriver: () => new DummyDriver(),
        createIntrospector: (db) => new SqliteIntrospector(db),
        createQueryCompiler: () => new SqliteQueryCompiler(),
      },
    }),
    (column) => sql<boolean>`${sql.ref(column)} in (select value from json_each(${amongSlot}))`,
  )
  return {
    ...statements,
    update: (table, scope, names) =>
      statements.cached(`update ${table.name} ${names.join()}`, (db) =>
        (scope === null ? table.key : [tenantSlot, ...table.key]).reduce(
          (query, column) => query.where(column, '=', column),
          db.updateTable(table.name).set(Object.fromEntries(names.map((name) => [name, name]))),
        ),
      ),
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
