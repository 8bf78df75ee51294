import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { realWorld } from '../../real-world.ts'
import { expectAtomicRefusal } from '../contract/failing-commit.ts'
import { readOffAnIndex } from '../contract/plans.ts'
import { saveNote } from '../contract/store-fixture.ts'
import { describeStoreContract } from '../contract.ts'
import { createStore } from '../create-store.ts'
import { createDelivery } from '../delivery.ts'
import { migrateStore, openStore } from '../open-store.ts'
import { queryValues } from '../sql/read-values.ts'
import { sqlTable } from '../sql/sql-table.ts'
import { parametersOf } from '../sql/statement.ts'
import { StoreUnavailable } from '../store-unavailable.ts'
import { configureSqlite, openSqliteDatabase } from './sqlite-database.ts'
import { createSqliteDriver } from './sqlite-driver.ts'
import { createSqliteStatements } from './sqlite-statements.ts'

const { clock } = realWorld

describeStoreContract('the store on SQLite', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hotseat-sqlite-'))
  const database = join(folder, 'hotseat.db')
  return { database, open: () => openStore({ database, clock, onFault: rethrow }), close: () => rm(folder, { recursive: true }) }
})

describe('a SQLite file', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hotseat-sqlite-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  const fileOf = (name: string) => join(folder, name, 'hotseat.db')
  const open = (name: string) => openStore({ database: fileOf(name), clock, onFault: rethrow })

  test('[SR22] migrating is done once, by whoever comes first, and keeps what is there', async () => {
    const stores = await Promise.all([open('migrated'), open('migrated'), open('migrated')])
    await stores[0]?.tenant('t').transact((tx) => saveNote(tx, 'u', 1))
    await Promise.all([1, 2].map(() => migrateStore({ database: fileOf('migrated') })))
    expect(await stores[1]?.tenant('t').head()).toBe(1)
    for (const store of stores) await store.close()
  })

  test('[SR23] the file and those beside it are its owner’s alone', async () => {
    const store = await open('modes')
    await store.tenant('t').transact((tx) => saveNote(tx, 'u', 1))
    for (const suffix of ['', '-wal', '-shm']) expect((await stat(fileOf('modes') + suffix)).mode & 0o777).toBe(0o600)
    await store.close()
  })

  test('[SR27] every connection waits for the disk at each commit and checks foreign keys', async () => {
    const store = await open('pragmas')
    const again = openSqliteDatabase(fileOf('pragmas'))
    configureSqlite(again)
    const value = (pragma: string) => Object.values(again.all(`pragma ${pragma}`, [])[0] ?? {})[0]
    const full = 2
    expect([value('synchronous'), value('journal_mode'), value('foreign_keys')]).toStrictEqual([full, 'wal', 1])
    again.close()
    await store.close()
  })

  test('[SR27] nobody is answered before the disk has the commit, and the loop goes on meanwhile', async () => {
    await migrateStore({ database: fileOf('synced') })
    const database = openSqliteDatabase(fileOf('synced'))
    configureSqlite(database)
    const disk = Promise.withResolvers<void>()
    const done: string[] = []
    const sync = async () => {
      await disk.promise
      await database.sync()
      done.push('on the disk')
    }
    const driver = createSqliteDriver({ ...database, sync })
    const store = createStore(driver, createDelivery(driver, await driver.heads(), rethrow))
    store.subscribe(() => done.push('handed over'))
    const saved = store
      .tenant('t')
      .transact((tx) => saveNote(tx, 'u', 1))
      .then(() => done.push('answered'))
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
    expect(done).toEqual([])
    disk.resolve()
    await saved
    expect(done).toEqual(['on the disk', 'handed over', 'answered'])
    await store.close()
  })

  test.each(readOffAnIndex)(
    '[SR30] $table by $query.orderBy is read off $index, in its order',
    async ({ table, index, query }) => {
      const store = await open('plans')
      const aside = openSqliteDatabase(fileOf('plans'))
      const statement = createSqliteStatements().find(sqlTable(table), 't', query)
      const plan = aside.all(`explain query plan ${statement.sql}`, parametersOf(statement, queryValues('t', query)))
      expect(plan).toHaveLength(1)
      expect(plan[0]?.detail).toContain(`USING INDEX ${index}`)
      aside.close()
      await store.close()
    },
  )

  test('[SR20] a commit that the database refuses refuses its whole batch and nothing else', async () => {
    const store = await open('refusing')
    const aside = new DatabaseSync(fileOf('refusing'))
    aside.exec(`create trigger full before insert on notes when new.version = 13
      begin select raise(abort, 'database or disk is full'); end`)
    aside.close()
    await expectAtomicRefusal(store)
    await store.close()
  })

  test('[SR24] [S-73] a database that another process keeps locked is unavailable within 3 s, and available again after', async () => {
    const store = await open('locked')
    const aside = new DatabaseSync(fileOf('locked'))
    aside.exec('begin immediate')
    const startedAt = clock.now()
    await expect(store.tenant('t').transact((tx) => saveNote(tx, 'u', 1))).rejects.toThrow(StoreUnavailable)
    expect(clock.now() - startedAt).toBeLessThan(3000)
    expect(await store.tenant('t').head()).toBe(0)
    aside.exec('rollback')
    aside.close()
    expect(await store.tenant('t').transact((tx) => saveNote(tx, 'u', 2))).toBe(1)
    await store.close()
  })

  test('[SR24] a path that cannot be opened is refused as unavailable', async () => {
    await expect(openStore({ database: folder, clock, onFault: rethrow })).rejects.toThrow(StoreUnavailable)
  })
})

function rethrow(error: unknown): void {
  throw error
}
