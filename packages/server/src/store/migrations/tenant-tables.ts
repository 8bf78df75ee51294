import type { ColumnDefinitionBuilder, CreateTableBuilder, Kysely } from 'kysely'
import type { MigrationDialect } from './migration-dialect.ts'

export const required = (column: ColumnDefinitionBuilder) => column.notNull()

/** Makes tables of tenants: each row, key and index begins with the tenant, and the database holds a tenant to its own rows (S-62). */
export function createTenantTables(db: Kysely<unknown>, { text, finish, isolate }: MigrationDialect) {
  return {
    table: (name: string) => db.schema.createTable(name).addColumn('tenant_id', text, required),
    async create(built: CreateTableBuilder<string, string>, name: string, ...key: string[]): Promise<void> {
      await finish(built.addPrimaryKeyConstraint(`${name}_key`, ['tenant_id', ...key])).execute()
      await isolate(db, name)
    },
    index: (name: string, ...columns: string[]): Promise<void> =>
      db.schema
        .createIndex(`${name}_by_${columns.join('_')}`)
        .on(name)
        .columns(['tenant_id', ...columns])
        .execute(),
  }
}
