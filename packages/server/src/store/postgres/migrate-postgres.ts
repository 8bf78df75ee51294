import { Kysely, PostgresDialect, sql } from 'kysely'
import { columns } from '../columns.ts'
import { migrateSchema } from '../migrations/migrate-schema.ts'
import { postgresMigrations } from '../migrations/migration-dialect.ts'
import { snakeCase } from '../sql/sql-table.ts'
import { applicationRole, createOwnerPool } from './postgres-pool.ts'

const attempts = 10
/** Two nodes at once: the object is there already, or the catalogue's row was changed under us. */
const racedCodes = ['23505', '42710', 'XX000', '40001', '40P01']
const notAllowed = '42501'

/**
 * Brings the schema up to date; nodes that start at once wait for each other. Says which role the store is to act as:
 * the application's, or null when the connecting role may not create it. Then row-level security binds the owner itself.
 */
export async function migratePostgres(url: string): Promise<string | null> {
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: createOwnerPool(url) }) })
  try {
    await migrateSchema(db, postgresMigrations)
    return await grantedRole(db)
  } finally {
    await db.destroy()
  }
}

async function grantedRole(db: Kysely<unknown>): Promise<string | null> {
  for (let attempt = 1; ; attempt++) {
    try {
      await grant(db)
      return applicationRole
    } catch (error) {
      const code = codeOf(error)
      if (code === notAllowed) return null
      if (attempt === attempts || !racedCodes.includes(code)) throw error
    }
  }
}

async function grant(db: Kysely<unknown>): Promise<void> {
  const role = sql.id(applicationRole)
  const tables = [...Object.keys(columns), 'events', 'tenantHeads'].map((name) => sql.table(snakeCase(name)))
  const known = await sql<{ member: boolean | null }>`
    select pg_has_role(current_user, oid, 'member') as member from pg_roles where rolname = ${applicationRole}`.execute(db)
  if (known.rows.length === 0) await sql`create role ${role} nologin`.execute(db)
  if (known.rows[0]?.member !== true) await sql`grant ${role} to current_user`.execute(db)
  await db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(hashtext(${applicationRole}))`.execute(transaction)
    await sql`do $$ begin execute format('grant usage on schema %I to ${role}', current_schema()); end $$`.execute(transaction)
    await sql`grant select, insert, update, delete on ${sql.join(tables)} to ${role}`.execute(transaction)
  })
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
