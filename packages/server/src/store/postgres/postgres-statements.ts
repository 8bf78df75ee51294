import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, sql } from 'kysely'
import type { ColumnKind } from '../columns.ts'
import type { Scope } from '../driver.ts'
import type { SqlTable } from '../sql/sql-table.ts'
import type { Statement } from '../sql/statement.ts'
import { compileStatement } from '../sql/statement.ts'
import type { AnyTables, Statements } from '../sql/statements.ts'
import { amongSlot, createStatements, tenantSlot } from '../sql/statements.ts'

/** Whom the feed's NOTIFY goes to; its payload is `<head>:<tenant>`. */
export const feedChannel = 'hotseat_feed'

/** Whom fleeting words go to; the payload is the word. */
export const wordChannel = 'hotseat_words'

/** Statements in PostgreSQL's words. */
export interface PostgresStatements extends Statements {
  /** Any number of rows at once: a slot is the array of a column's values. */
  putAll(table: SqlTable, scope: Scope): Statement
  /** The rows of a system table with any of the keys in the slot `keys`. */
  getAll(table: SqlTable): Statement
  /** Locks for the rest of the transaction on `names`, whether or not there are such rows; a name a lock, in order. */
  readonly lockNames: Statement
  readonly createHead: Statement
  /** Moves the head and tells the other nodes, who hear of it when it is committed. */
  readonly moveHead: Statement
  /** The database's clock in epoch milliseconds, as `now`. */
  readonly time: Statement
  /** Names the tenant whose rows the connection may see. */
  readonly useTenant: Statement
}

const arrayTypes: Readonly<Record<ColumnKind, string>> = {
  text: 'text[]',
  integer: 'bigint[]',
  boolean: 'boolean[]',
  json: 'text[]',
}

export function createPostgresStatements(): PostgresStatements {
  const db = new Kysely<AnyTables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (schema) => new PostgresIntrospector(schema),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })
  const raw = (query: ReturnType<typeof sql>) => compileStatement({ compile: () => query.compile(db) })
  const statements = createStatements(
    db,
    (column) => sql<boolean>`${sql.ref(column)} = any(array(select jsonb_array_elements_text(${amongSlot}::jsonb)))`,
  )
  return {
    ...statements,
    getAll: (table) =>
      statements.cached(`get all ${table.name}`, (db) =>
        db
          .selectFrom(table.name)
          .select(table.columns.map(({ name }) => name))
          .where(sql.ref(table.key[0] ?? ''), '=', sql<string>`any(${'keys'}::text[])`),
      ),
    putAll: (table, scope) =>
      statements.cached(`put ${table.name}`, () => {
        const tenant = scope === null ? [] : [tenantSlot]
        const types = [...tenant.map(() => 'text[]'), ...table.columns.map(({ kind }) => arrayTypes[kind])]
        const names = [...tenant, ...table.columns.map(({ name }) => name)]
        const key = [...tenant, ...table.key]
        const arrays = sql.join(names.map((name, at) => sql`${name}::${sql.raw(types[at] ?? 'text[]')}`))
        return db
          .insertInto(table.name)
          .columns(names)
          .expression(sql`select * from unnest(${arrays})`)
          .onConflict((conflict) =>
            conflict
              .columns(key)
              .doUpdateSet((excluded) =>
                Object.fromEntries(
                  names.filter((name) => !key.includes(name)).map((name) => [name, excluded.ref(`excluded.${name}`)]),
                ),
              ),
          )
      }),
    lockNames: raw(sql`
      select case when exclusive
        then pg_advisory_xact_lock(hashtextextended(name, 0))::text
        else pg_advisory_xact_lock_shared(hashtextextended(name, 0))::text end
      from unnest(${'names'}::text[], ${'exclusive'}::boolean[]) as lock (name, exclusive)`),
    createHead: raw(sql`insert into tenant_heads (tenant_id, head) values (${tenantSlot}, 0) on conflict do nothing`),
    moveHead: raw(sql`
      with moved as (update tenant_heads set head = ${'head'} where tenant_id = ${tenantSlot} returning tenant_id, head)
      select pg_notify(${sql.lit(feedChannel)}, head || ':' || tenant_id) from moved`),
    time: raw(sql`select floor(extract(epoch from clock_timestamp()) * 1000)::bigint as now`),
    useTenant: raw(sql`select set_config('hotseat.tenant', ${tenantSlot}, false)`),
  }
}
