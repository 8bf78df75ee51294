import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
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
  /** Resolves when everything that was committed is on the disk. The loop goes on meanwhile. */
  sync(): Promise<void>
  readonly raw: DatabaseSync
  close(): void
}

/** Readable by its owner only: it holds password hashes. SQLite gives the files beside it the same mode. */
const fileMode = 0o600

/** Longer waits are the caller's, who can do something else meanwhile. */
const busyMs = 5

/** Opens or creates the file; other processes may read and write it, too. */
export function openSqliteDatabase(path: string): SqliteDatabase {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  closeSync(openSync(path, 'a', fileMode))
  chmodSync(path, fileMode)
  const raw = new DatabaseSync(path, { timeout: busyMs, enableForeignKeyConstraints: true })
  const prepared = new Map<string, StatementSync>()
  let log: FileHandle | null = null

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
    async sync() {
      log ??= await openLog(path)
      await log.datasync()
    },
    close() {
      prepared.clear()
      void log?.close()
      raw.close()
    },
  }
}

/**
 * Opens the log of writes, which is there once something was written and for as long as a connection is open. SQLite holds no lock
 * on it that closing it would drop. A log that was just made has to be found again after a power cut: so the folder is synced, too.
 */
async function openLog(path: string): Promise<FileHandle> {
  const log = await open(`${path}-wal`, 'r+')
  const folder = await open(dirname(path), 'r')
  await folder.sync().finally(() => folder.close())
  return log
}

/**
 * How the connection works: set on every open, since SQLite keeps only the first in the file. Each commit waits for the disk, unless
 * `syncBeside` is called.
 */
export function configureSqlite({ raw }: SqliteDatabase): void {
  raw.exec('pragma journal_mode = wal')
  raw.exec('pragma synchronous = full')
  raw.exec('pragma foreign_keys = on')
}

/**
 * From here on `sync` is what waits for the disk, once for each commit and before anybody is answered. It is the very sync of the log that
 * `synchronous = full` adds to a commit; SQLite's own stops the whole process for as long as the disk takes, some milliseconds.
 */
export function syncBeside({ raw }: SqliteDatabase): void {
  raw.exec('pragma synchronous = normal')
}
