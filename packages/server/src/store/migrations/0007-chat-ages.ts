import type { Kysely } from 'kysely'

/**
 * What is kept for so long and no longer is found by its age: of conversations only what is closed has one. By the age alone the
 * planners would take the index for one person's conversations as well.
 */
export async function indexChatAges(db: Kysely<unknown>): Promise<void> {
  const index = (table: string, ...columns: string[]) =>
    db.schema
      .createIndex(`${table}_by_${columns.join('_')}`)
      .on(table)
      .columns(['tenant_id', ...columns])
      .execute()
  await index('conversations', 'state', 'closed_at')
  await db.schema.dropIndex('conversations_by_state').execute()
  await index('customers', 'seen_at')
}
