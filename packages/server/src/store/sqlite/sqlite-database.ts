import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import type { SQLInputValue, StatementSync } from 'node:sqlite'
import { DatabaseSync } from 'node:sqlite'
import type { SqlRow } from '../sql/sql-codec.ts'

/** One connection to a SQLite file, with every statement prepared once. */
export interface SqliteDatabase {
  all(sql: string, parameters: readonly SQLInputValue[]): SqlRow[]
  run(sql: string, parameters?: readonly SQLInputValue[]): void
  /** A number that changes when another connection commits. */
  version(): unknown
  readonly raw: DatabaseSync
  close(): void
}

/** Readable by its owner only: it holds password hashes. SQLite gives the files beside it the same mode. */
const fileMode = 0o600

/** Longer waits are the caller's, who can do something else meanwhile. */
const busyMs = 5

/** Opens or creates the file. Every commit is on the disk before it returns; other processes may read and write too. */
export function openSqliteDatabase(path: string): SqliteDatabase {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  closeSync(openSync(path, 'a', fileMode))
  chmodSync(path, fileMode)
  const raw = new DatabaseSync(path, { timeout: busyMs, enableForeignKeyConstraints: true })
  const prepared = new Map<string, StatementSync>()

  function prepare(sql: string): StatementSync {
    const statement = prepared.get(sql) ?? raw.prepare(sql)
    prepared.set(sql, statement)
    return statement
  }

  return {
    raw,
    all: (sql, parameters) => prepare(sql).all(...parameters),
    run: (sql, parameters = []) => void prepare(sql).run(...parameters),
    version: () => prepare('pragma data_version').get()?.data_version,
    close() {
      prepared.clear()
      raw.close()
    },
  }
}

/** How the connection works: set on every open, since SQLite keeps only the first in the file. */
export function configureSqlite({ raw }: SqliteDatabase): void {
  raw.exec('pragma journal_mode = wal')
  raw.exec('pragma synchronous = full')
  raw.exec('pragma foreign_keys = on')
}
