import type { Kysely } from 'kysely'
import type { MigrationDialect } from './migration-dialect.ts'
import { createTenantTables, required } from './tenant-tables.ts'

/** Chat projects with their keys, customers, and what they and the agents say. */
export async function addChat(db: Kysely<unknown>, dialect: MigrationDialect): Promise<void> {
  const { text } = dialect
  const { table, create, index } = createTenantTables(db, dialect)

  await create(
    table('chat_projects')
      .addColumn('id', text, required)
      .addColumn('name', text, required)
      .addColumn('auto_login', 'boolean', required)
      .addColumn('anonymous', 'boolean', required)
      .addColumn('allowed_origins', text, required)
      .addColumn('campaigns', text, required)
      .addColumn('audience', text)
      .addColumn('single_use', 'boolean', required)
      .addColumn('disabled_at', 'bigint'),
    'chat_projects',
    'id',
  )
  await create(
    table('chat_keys')
      .addColumn('project_id', text, required)
      .addColumn('kid', text, required)
      .addColumn('sealed_secret', text, required)
      .addColumn('created_at', 'bigint', required)
      .addColumn('created_by', text)
      .addColumn('last_used_at', 'bigint')
      .addColumn('revoked_at', 'bigint'),
    'chat_keys',
    'project_id',
    'kid',
  )
  await create(
    table('used_tokens')
      .addColumn('project_id', text, required)
      .addColumn('jti', text, required)
      .addColumn('expires_at', 'bigint', required),
    'used_tokens',
    'project_id',
    'jti',
  )
  await index('used_tokens', 'expires_at')
  await create(
    table('customers')
      .addColumn('id', text, required)
      .addColumn('project_id', text, required)
      .addColumn('subject', text, required)
      .addColumn('email', text)
      .addColumn('name', text, required)
      .addColumn('verified', 'boolean', required)
      .addColumn('created_at', 'bigint', required)
      .addColumn('seen_at', 'bigint', required),
    'customers',
    'id',
  )
  await index('customers', 'subject')
  await create(
    table('customer_sessions')
      .addColumn('id', text, required)
      .addColumn('project_id', text, required)
      .addColumn('customer_id', text, required)
      .addColumn('token_hash', text, required)
      .addColumn('previous_token_hash', text)
      .addColumn('previous_until', 'bigint')
      .addColumn('kid', text)
      .addColumn('origin', text, required)
      .addColumn('started_at', 'bigint', required)
      .addColumn('expires_at', 'bigint', required)
      .addColumn('ended_at', 'bigint'),
    'customer_sessions',
    'id',
  )
  await index('customer_sessions', 'token_hash')
  await index('customer_sessions', 'previous_token_hash')
  await index('customer_sessions', 'customer_id')
  await index('customer_sessions', 'kid')
  await index('customer_sessions', 'expires_at')
  await create(
    table('conversations')
      .addColumn('id', text, required)
      .addColumn('project_id', text, required)
      .addColumn('customer_id', text, required)
      .addColumn('state', text, required)
      .addColumn('agent_id', text)
      .addColumn('closed_at', 'bigint')
      .addColumn('queue', text)
      .addColumn('waiting_since', 'bigint')
      .addColumn('conversation', text, required),
    'conversations',
    'id',
  )
  await index('conversations', 'state')
  await index('conversations', 'agent_id', 'closed_at')
  await index('conversations', 'customer_id', 'closed_at')
  await index('conversations', 'waiting_since')
  await index('conversations', 'queue', 'waiting_since')
  await create(
    table('messages')
      .addColumn('conversation_id', text, required)
      .addColumn('seq', 'bigint', required)
      .addColumn('sender', text, required)
      .addColumn('author_id', text)
      .addColumn('client_id', text)
      .addColumn('text', text, required)
      .addColumn('at', 'bigint', required),
    'messages',
    'conversation_id',
    'seq',
  )
  await index('messages', 'conversation_id', 'client_id')
  await create(
    table('canned_replies')
      .addColumn('id', text, required)
      .addColumn('title', text, required)
      .addColumn('text', text, required)
      .addColumn('disabled_at', 'bigint'),
    'canned_replies',
    'id',
  )
}
