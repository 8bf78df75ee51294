import type { Kysely } from 'kysely'
import type { MigrationDialect } from './migration-dialect.ts'

/** A source's failures by their moments: a count alone forgets all of them at the end of its window. */
export async function addFailedAt(db: Kysely<unknown>, { text }: MigrationDialect): Promise<void> {
  await db.schema
    .alterTable('budgets')
    .addColumn('failed_at', text, (column) => column.notNull().defaultTo('[]'))
    .execute()
}
