import type pg from 'pg'
import type { Scope } from '../driver.ts'
import type { SqlRow } from '../sql/sql-codec.ts'
import type { Statement } from '../sql/statement.ts'
import { parametersOf } from '../sql/statement.ts'
import { tenantSlot } from '../sql/statements.ts'
import { StoreUnavailable } from '../store-unavailable.ts'
import type { PostgresStatements } from './postgres-statements.ts'

/** The value of a slot; an array has one value for each row. */
export type Parameter = string | number | null | readonly (string | number | null)[]

/** One connection while it is borrowed from the pool, seeing the rows of one tenant. */
export interface PostgresConnection {
  all(statement: Statement, values: Readonly<Record<string, Parameter>>): Promise<SqlRow[]>
  run(command: 'begin' | 'commit' | 'rollback'): Promise<void>
  /** A connection that failed is closed and not used again. */
  release(): void
}

/** Lends connections. Rejects with `StoreUnavailable`, or with a contested error as the database gave it. */
export type Connect = (scope: Scope) => Promise<PostgresConnection>

/** Serialisation failure, deadlock, lock not available: the transaction may be run again. */
const contestedCodes = ['40001', '40P01', '55P03']

/** What a transaction had read was changed by another before it could commit. */
export class Contested extends Error {
  readonly code = '40001'
  override readonly name = 'Contested'
}

export function isContested(error: unknown): boolean {
  return error instanceof Error && 'code' in error && contestedCodes.includes(String(error.code))
}

export function createConnect(pool: pg.Pool, statements: PostgresStatements): Connect {
  const tenants = new WeakMap<pg.PoolClient, string>()
  const names = new Map<string, string>()

  /** The same text has the same name on every connection, so that each prepares it once. */
  function nameOf(sql: string): string {
    const name = names.get(sql) ?? `hotseat_${names.size}`
    names.set(sql, name)
    return name
  }

  return async (scope) => {
    const client = await pool.connect().catch((error: unknown) => {
      throw new StoreUnavailable(error)
    })
    let broken = false

    async function query(config: pg.QueryConfig): Promise<SqlRow[]> {
      if (broken) throw new StoreUnavailable('the connection has failed')
      try {
        return (await client.query<SqlRow>(config)).rows
      } catch (error) {
        broken ||= !isContested(error)
        throw broken ? new StoreUnavailable(error) : error
      }
    }
    const connection: PostgresConnection = {
      all: (statement, values) =>
        query({ name: nameOf(statement.sql), text: statement.sql, values: [...parametersOf<Parameter>(statement, values)] }),
      async run(command) {
        await query({ text: command })
      },
      release: () => client.release(broken),
    }

    const tenant = scope ?? ''
    if (tenants.get(client) !== tenant) {
      try {
        await connection.all(statements.useTenant, { [tenantSlot]: tenant })
        tenants.set(client, tenant)
      } catch (error) {
        connection.release()
        throw error
      }
    }
    return connection
  }
}
