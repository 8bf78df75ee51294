import pg from 'pg'

/** A dead database is noticed after at most connecting and one statement: under 3 s together (S-73). */
const connectMs = 1400
const statementMs = 1400
/** Above PostgreSQL's one second for noticing a deadlock, below a statement's own limit. */
const lockMs = 1200
/** A node that stops in the midst of a transaction keeps its tenant's other nodes waiting no longer than this. */
const idleInTransactionMs = 2000

const poolSize = 10
const int8 = 20

/** The role that owns nothing and is bound by row-level security (S-62). */
export const applicationRole = 'hotseat_app'

/** Counts and moments are safe integers; `pg` would give text. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => (oid === int8 ? Number : pg.types.getTypeParser(oid, format)),
}

/** Connections for the store, each acting as `role` when there is one. */
export function createPostgresPool(url: string, role: string | null): pg.Pool {
  const pool = new pg.Pool({
    ...connection(url),
    types,
    max: poolSize,
    query_timeout: statementMs,
    statement_timeout: statementMs,
    lock_timeout: lockMs,
    idle_in_transaction_session_timeout: idleInTransactionMs,
    ...(role === null ? {} : { options: `-c role=${role}` }),
  })
  // A connection that breaks is noticed by its next statement; unheard, its error would end the process.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

/** How long a migration waits for what somebody else has locked, another node's migration included. */
const migrationLockMs = 30_000

/** Connections for migrations, as the owner: a schema may take its time, but does not wait for ever. */
export function createOwnerPool(url: string): pg.Pool {
  return new pg.Pool({ ...connection(url), max: 2, lock_timeout: migrationLockMs })
}

/** A connection that listens to the other nodes, and whispers. */
export function createListener(url: string): pg.Client {
  return new pg.Client(connection(url))
}

function connection(url: string) {
  return { connectionString: url, connectionTimeoutMillis: connectMs, keepAlive: true, application_name: 'hotseat' }
}
