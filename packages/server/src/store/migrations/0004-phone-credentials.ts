import type { Kysely } from 'kysely'
import type { MigrationDialect } from './migration-dialect.ts'

/** The phone passwords of sessions: what a registrar checks them against, sealed. */
export async function addPhoneCredentials(db: Kysely<unknown>, { text, finish, isolate }: MigrationDialect): Promise<void> {
  const table = db.schema
    .createTable('phone_credentials')
    .addColumn('tenant_id', text, (column) => column.notNull())
    .addColumn('session_id', text, (column) => column.notNull())
    .addColumn('user_id', text, (column) => column.notNull())
    .addColumn('username', text, (column) => column.notNull())
    .addColumn('realm', text, (column) => column.notNull())
    .addColumn('sealed_digest', text, (column) => column.notNull())
    .addColumn('minted_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('phone_credentials_key', ['tenant_id', 'session_id'])
  await finish(table).execute()
  await isolate(db, 'phone_credentials')
  await db.schema
    .createIndex('phone_credentials_by_username')
    .on('phone_credentials')
    .columns(['tenant_id', 'username'])
    .execute()
}
