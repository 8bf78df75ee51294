import type { ColumnDefinitionBuilder, CreateTableBuilder, Kysely } from 'kysely'
import { sql } from 'kysely'
import type { MigrationDialect } from './migration-dialect.ts'

type Table = CreateTableBuilder<string, string>
type Column = ColumnDefinitionBuilder

const required = (column: Column) => column.notNull()

/** The tables of the first release. Nested values are JSON in text: both databases give back what they were given. */
export async function createInitialSchema(db: Kysely<unknown>, dialect: MigrationDialect): Promise<void> {
  const { text } = dialect
  const ofTenant = (name: string): Table => db.schema.createTable(name).addColumn('tenant_id', text, required)
  const create = (table: Table, name: string, ...key: string[]) =>
    dialect.finish(table.addPrimaryKeyConstraint(`${name}_key`, key)).execute()
  const createOfTenant = async (table: Table, name: string, ...key: string[]) => {
    await create(table, name, 'tenant_id', ...key)
    await dialect.isolate(db, name)
  }
  const index = (table: string, columns: string[], onlyWhere?: string) => {
    const built = db.schema
      .createIndex(`${table}_by_${columns.join('_')}`)
      .on(table)
      .columns(['tenant_id', ...columns])
    return (onlyWhere === undefined ? built : built.where(sql.ref(onlyWhere), 'is not', null)).execute()
  }

  await createOfTenant(
    ofTenant('members')
      .addColumn('id', text, required)
      .addColumn('username', text, required)
      .addColumn('name', text, required)
      .addColumn('role', text, required)
      .addColumn('extension', text)
      .addColumn('campaigns', text, required)
      .addColumn('disabled_at', 'bigint')
      .addColumn('created_at', 'bigint', required),
    'members',
    'id',
  )
  await index('members', ['username'])
  await index('members', ['extension'], 'extension')

  await createOfTenant(
    ofTenant('sessions')
      .addColumn('id', text, required)
      .addColumn('user_id', text, required)
      .addColumn('sub_id', text, required)
      .addColumn('role', text, required)
      .addColumn('credential', text, required)
      .addColumn('browser_id', text)
      .addColumn('device_key', text)
      .addColumn('device_id', text)
      .addColumn('token_hash', text)
      .addColumn('token_expires_at', 'bigint')
      .addColumn('started_at', 'bigint', required)
      .addColumn('authenticated_at', 'bigint', required)
      .addColumn('expires_at', 'bigint', required)
      .addColumn('active_at', 'bigint', required)
      .addColumn('address', text, required)
      .addColumn('user_agent', text, required)
      .addColumn('connected_node', text)
      .addColumn('dropped_at', 'bigint')
      .addColumn('due_at', 'bigint')
      .addColumn('ended_at', 'bigint')
      .addColumn('end_reason', text)
      .addColumn('used_challenges', text, required),
    'sessions',
    'id',
  )
  await index('sessions', ['user_id', 'ended_at'])
  await index('sessions', ['due_at'], 'due_at')
  await index('sessions', ['browser_id'], 'browser_id')
  await index('sessions', ['token_hash'], 'token_hash')
  await index('sessions', ['connected_node'], 'connected_node')

  await createOfTenant(
    ofTenant('devices')
      .addColumn('user_id', text, required)
      .addColumn('device_id', text, required)
      .addColumn('first_seen_at', 'bigint', required)
      .addColumn('last_seen_at', 'bigint', required)
      .addColumn('revoked_at', 'bigint'),
    'devices',
    'user_id',
    'device_id',
  )
  await createOfTenant(
    ofTenant('agents')
      .addColumn('user_id', text, required)
      .addColumn('agent', text, required)
      .addColumn('extension', text)
      .addColumn('due_at', 'bigint'),
    'agents',
    'user_id',
  )
  await index('agents', ['extension'], 'extension')
  await index('agents', ['due_at'], 'due_at')

  await createOfTenant(
    ofTenant('preferences')
      .addColumn('level', text, required)
      .addColumn('key', text, required)
      .addColumn('value', text)
      .addColumn('locked', 'boolean', required)
      .addColumn('changed_at', 'bigint', required)
      .addColumn('changed_by', text),
    'preferences',
    'level',
    'key',
  )
  await createOfTenant(
    ofTenant('places')
      .addColumn('id', text, required)
      .addColumn('name', text, required)
      .addColumn('extension', text)
      .addColumn('devices', text, required)
      .addColumn('disabled_at', 'bigint'),
    'places',
    'id',
  )
  await createOfTenant(
    ofTenant('campaigns')
      .addColumn('id', text, required)
      .addColumn('name', text, required)
      .addColumn('type', text, required)
      .addColumn('description', text, required)
      .addColumn('media', text, required)
      .addColumn('disabled_at', 'bigint'),
    'campaigns',
    'id',
  )
  await createOfTenant(
    ofTenant('reason_codes')
      .addColumn('id', text, required)
      .addColumn('category', text, required)
      .addColumn('code', 'bigint', required)
      .addColumn('label', text, required)
      .addColumn('for_all', 'boolean', required)
      .addColumn('system', 'boolean', required)
      .addColumn('disabled_at', 'bigint'),
    'reason_codes',
    'id',
  )
  await createOfTenant(
    ofTenant('wrap_up_codes')
      .addColumn('id', text, required)
      .addColumn('label', text, required)
      .addColumn('for_all', 'boolean', required)
      .addColumn('disabled_at', 'bigint'),
    'wrap_up_codes',
    'id',
  )
  await createOfTenant(
    ofTenant('phone_books')
      .addColumn('id', text, required)
      .addColumn('name', text, required)
      .addColumn('type', text, required)
      .addColumn('contacts', text, required)
      .addColumn('disabled_at', 'bigint'),
    'phone_books',
    'id',
  )
  await createOfTenant(
    ofTenant('media')
      .addColumn('id', text, required)
      .addColumn('name', text, required)
      .addColumn('max_dialog_limit', 'bigint', required)
      .addColumn('position', 'bigint', required),
    'media',
    'id',
  )
  await createOfTenant(
    ofTenant('notes')
      .addColumn('user_id', text, required)
      .addColumn('text', text, required)
      .addColumn('version', 'bigint', required)
      .addColumn('saved_at', 'bigint', required),
    'notes',
    'user_id',
  )

  await createOfTenant(
    ofTenant('events')
      .addColumn('offset', 'bigint', required)
      .addColumn('at', 'bigint', required)
      .addColumn('by', text)
      .addColumn('user_id', text)
      .addColumn('kind', text, required)
      .addColumn('data', text, required),
    'events',
    'offset',
  )
  await index('events', ['at'])
  await index('events', ['user_id', 'offset'])
  await index('events', ['kind', 'offset'])
  await create(ofTenant('tenant_heads').addColumn('head', 'bigint', required), 'tenant_heads', 'tenant_id')

  await createSystemTables(db, dialect)
}

async function createSystemTables(db: Kysely<unknown>, { text, finish }: MigrationDialect): Promise<void> {
  const create = (name: string, key: string, add: (table: Table) => Table) =>
    finish(add(db.schema.createTable(name).addColumn(key, text, (column) => column.primaryKey().notNull()))).execute()

  await create('tenants', 'id', (table) =>
    table.addColumn('name', text, required).addColumn('created_at', 'bigint', required).addColumn('suspended_at', 'bigint'),
  )
  await create('accounts', 'id', (table) =>
    table
      .addColumn('email', text)
      .addColumn('password_hash', text)
      .addColumn('password_changed_at', 'bigint', required)
      .addColumn('second_factor', text)
      .addColumn('tenants', text, required),
  )
  await create('browsers', 'id', (table) =>
    table.addColumn('token_hash', text, required).addColumn('sessions', text, required).addColumn('seen_at', 'bigint', required),
  )
  await create('attempts', 'key', (table) =>
    table
      .addColumn('failures', 'bigint', required)
      .addColumn('permits', text, required)
      .addColumn('blocked_until', 'bigint')
      .addColumn('changed_at', 'bigint', required),
  )
  await create('budgets', 'key', (table) =>
    table.addColumn('started_at', 'bigint', required).addColumn('count', 'bigint', required),
  )
  await create('activations', 'hash', (table) =>
    table
      .addColumn('purpose', text, required)
      .addColumn('tenant', text)
      .addColumn('user_id', text)
      .addColumn('expires_at', 'bigint', required)
      .addColumn('used_at', 'bigint'),
  )
  await create('server_keys', 'id', (table) =>
    table.addColumn('value', text, required).addColumn('created_at', 'bigint', required),
  )
  await create('nodes', 'id', (table) =>
    table.addColumn('started_at', 'bigint', required).addColumn('lease_until', 'bigint', required),
  )
}
