import type { CreateTableBuilder, Kysely, RawBuilder } from 'kysely'
import { sql } from 'kysely'

/** Where the two databases differ in a migration. */
export type MigrationDialect = {
  /** Text that is ordered by code point. */
  readonly text: RawBuilder<unknown>
  /** What a table definition ends with. */
  readonly finish: <Name extends string, Column extends string>(
    table: CreateTableBuilder<Name, Column>,
  ) => CreateTableBuilder<Name, Column>
  /** Makes the database itself hold a tenant to its own rows (S-62). */
  readonly isolate: (db: Kysely<unknown>, table: string) => Promise<void>
}

/** SQLite orders text by its bytes anyway; it has no row-level security, every statement names the tenant. */
export const sqliteMigrations: MigrationDialect = {
  text: sql`text`,
  finish: (table) => table.modifyEnd(sql`without rowid`),
  isolate: async () => undefined,
}

/** Row-level security binds the owner of the tables too; a connection that names no tenant sees no rows. */
export const postgresMigrations: MigrationDialect = {
  text: sql`text collate "C"`,
  finish: (table) => table,
  async isolate(db, table) {
    const name = sql.table(table)
    await sql`alter table ${name} enable row level security`.execute(db)
    await sql`alter table ${name} force row level security`.execute(db)
    await sql`create policy own_tenant on ${name}
      using (tenant_id = current_setting('hotseat.tenant', true))
      with check (tenant_id = current_setting('hotseat.tenant', true))`.execute(db)
  },
}
