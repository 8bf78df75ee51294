import type { Kysely } from 'kysely'
import type { MigrationDialect } from './migration-dialect.ts'

/** Which application a session is of; those that are there, and what an older node begins, are the desk's. */
export async function addApplication(db: Kysely<unknown>, { text }: MigrationDialect): Promise<void> {
  await db.schema
    .alterTable('sessions')
    .addColumn('application', text, (column) => column.notNull().defaultTo('hotseat'))
    .execute()
}
