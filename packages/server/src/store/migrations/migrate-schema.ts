import type { Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import { createInitialSchema } from './0001-initial.ts'
import { dropForAll } from './0002-codes-are-for-all.ts'
import { addFailedAt } from './0003-budgets-remember.ts'
import { addPhoneCredentials } from './0004-phone-credentials.ts'
import { addApplication } from './0005-applications.ts'
import { addChat } from './0006-chat.ts'
import { indexChatAges } from './0007-chat-ages.ts'
import { addRecordings } from './0008-recordings.ts'
import type { MigrationDialect } from './migration-dialect.ts'

/** Brings the schema up to date; does nothing when it is. Throws what the database said. */
export async function migrateSchema(db: Kysely<unknown>, dialect: MigrationDialect): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: {
      getMigrations: async () => ({
        '0001-initial': { up: (schema: Kysely<unknown>) => createInitialSchema(schema, dialect) },
        '0002-codes-are-for-all': { up: dropForAll },
        '0003-budgets-remember': { up: (schema: Kysely<unknown>) => addFailedAt(schema, dialect) },
        '0004-phone-credentials': { up: (schema: Kysely<unknown>) => addPhoneCredentials(schema, dialect) },
        '0005-applications': { up: (schema: Kysely<unknown>) => addApplication(schema, dialect) },
        '0006-chat': { up: (schema: Kysely<unknown>) => addChat(schema, dialect) },
        '0007-chat-ages': { up: indexChatAges },
        '0008-recordings': { up: (schema: Kysely<unknown>) => addRecordings(schema, dialect) },
      }),
    },
  })
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined) throw error
}
