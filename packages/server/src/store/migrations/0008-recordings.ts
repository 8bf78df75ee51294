import type { Kysely } from 'kysely'
import type { MigrationDialect } from './migration-dialect.ts'
import { createTenantTables, required } from './tenant-tables.ts'

/** Recorders, and what they recorded. */
export async function addRecordings(db: Kysely<unknown>, dialect: MigrationDialect): Promise<void> {
  const { text } = dialect
  const { table, create, index } = createTenantTables(db, dialect)

  await create(
    table('recorders')
      .addColumn('id', text, required)
      .addColumn('key', text, required)
      .addColumn('user_id', text, required)
      .addColumn('place', text)
      .addColumn('version', text, required)
      .addColumn('first_seen_at', 'bigint', required)
      .addColumn('last_seen_at', 'bigint', required)
      .addColumn('revoked_at', 'bigint')
      .addColumn('used_challenges', text, required),
    'recorders',
    'id',
  )
  await index('recorders', 'user_id')
  await index('recorders', 'place')
  await index('recorders', 'revoked_at', 'last_seen_at')
  await create(
    table('recorder_tickets')
      .addColumn('hash', text, required)
      .addColumn('session_id', text, required)
      .addColumn('recorder_id', text, required)
      .addColumn('expires_at', 'bigint', required),
    'recorder_tickets',
    'hash',
  )
  await index('recorder_tickets', 'expires_at')
  await create(
    table('recordings')
      .addColumn('id', text, required)
      .addColumn('user_id', text, required)
      .addColumn('place', text)
      .addColumn('state', text, required)
      .addColumn('asked_at', 'bigint', required)
      .addColumn('recorder_id', text)
      .addColumn('due_at', 'bigint')
      .addColumn('recording', text, required),
    'recordings',
    'id',
  )
  await index('recordings', 'user_id', 'asked_at')
  await index('recordings', 'asked_at')
  await index('recordings', 'place', 'state', 'asked_at')
  await index('recordings', 'due_at')
  await create(
    table('recorded_calls')
      .addColumn('recording_id', text, required)
      .addColumn('interaction_id', text, required)
      .addColumn('answered_at', 'bigint', required),
    'recorded_calls',
    'recording_id',
    'interaction_id',
  )
  await index('recorded_calls', 'interaction_id')
  await create(
    table('recording_uploads')
      .addColumn('recording_id', text, required)
      .addColumn('part', 'bigint', required)
      .addColumn('recorder_id', text, required)
      .addColumn('started_at', 'bigint', required)
      .addColumn('ended_at', 'bigint', required)
      .addColumn('cut', 'boolean', required)
      .addColumn('sha256', text, required)
      .addColumn('bytes', 'bigint', required)
      .addColumn('wrapped_key', text, required)
      .addColumn('media_key', text, required)
      .addColumn('touched_at', 'bigint', required),
    'recording_uploads',
    'recording_id',
    'part',
  )
  await index('recording_uploads', 'recorder_id')
  await index('recording_uploads', 'touched_at')
  await create(
    table('recording_parts')
      .addColumn('recording_id', text, required)
      .addColumn('part', 'bigint', required)
      .addColumn('recorder_id', text, required)
      .addColumn('started_at', 'bigint', required)
      .addColumn('ended_at', 'bigint', required)
      .addColumn('cut', 'boolean', required)
      .addColumn('sha256', text, required)
      .addColumn('stored_bytes', 'bigint', required)
      .addColumn('wrapped_key', text, required)
      .addColumn('media_key', text, required)
      .addColumn('duration_ms', 'bigint', required),
    'recording_parts',
    'recording_id',
    'part',
  )
  await create(
    table('recording_indexes')
      .addColumn('recording_id', text, required)
      .addColumn('part', 'bigint', required)
      .addColumn('index', text, required),
    'recording_indexes',
    'recording_id',
    'part',
  )
  await create(
    table('media_removals')
      .addColumn('media_key', text, required)
      .addColumn('due_at', 'bigint', required)
      .addColumn('times', 'bigint', required),
    'media_removals',
    'media_key',
  )
  await index('media_removals', 'due_at')
}
