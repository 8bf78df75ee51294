import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestPostgres } from '../../../test/postgres.ts'
import { startPostgres } from '../../../test/postgres.ts'
import { createTcpProxy } from '../../../test/tcp-proxy.ts'
import { realWorld } from '../../real-world.ts'
import { describeStartFailure } from '../../start-failure.ts'
import { expectAtomicRefusal } from '../contract/failing-commit.ts'
import { readOffAnIndex } from '../contract/plans.ts'
import { member } from '../contract/samples.ts'
import { listenTo, saveNote } from '../contract/store-fixture.ts'
import { describeStoreContract } from '../contract.ts'
import { migrateStore, openStore } from '../open-store.ts'
import { queryValues } from '../sql/read-values.ts'
import { sqlTable } from '../sql/sql-table.ts'
import { parametersOf } from '../sql/statement.ts'
import type { Store } from '../store.ts'
import { StoreUnavailable } from '../store-unavailable.ts'
import { createOwnerPool, createPostgresPool } from './postgres-pool.ts'
import { createPostgresStatements } from './postgres-statements.ts'

const { clock } = realWorld
const ignore = (): void => undefined

let postgres: TestPostgres
beforeAll(async () => {
  postgres = await startPostgres()
}, 60_000)
afterAll(() => postgres.stop())

describeStoreContract('the store on PostgreSQL', async () => {
  const database = await postgres.createDatabase()
  return { database, open: () => openStore({ database, clock, onFault: rethrow }), close: async () => undefined }
})

describe('a PostgreSQL database', () => {
  let url = ''
  let store: Store
  let owner: pg.Client

  beforeAll(async () => {
    url = await postgres.createDatabase()
    store = await openStore({ database: url, clock, onFault: rethrow })
    owner = new pg.Client(url)
    await owner.connect()
  })
  afterAll(async () => {
    await owner.end()
    await store.close()
  })

  test('[SR22] nodes that start at once migrate once, and keep what is there', async () => {
    const database = await postgres.createDatabase()
    const stores = await Promise.all([1, 2, 3].map(() => openStore({ database, clock, onFault: rethrow })))
    await stores[0]?.tenant('t').transact((tx) => saveNote(tx, 'u', 1))
    await Promise.all([1, 2].map(() => migrateStore({ database })))
    expect(await stores[1]?.tenant('t').head()).toBe(1)
    for (const opened of stores) await opened.close()
  })

  test('[SR28] a migration that somebody holds up fails in time, with what to look at, and is done by the next start', async () => {
    const database = await postgres.createDatabase()
    await migrateStore({ database })
    const aside = new pg.Client(database)
    await aside.connect()
    await aside.query('begin; lock table kysely_migration in access exclusive mode')
    // Shorter than the 30 s of every day.
    const failure = await migrateStore({ database: `${database}?lock_timeout=300` }).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(StoreUnavailable)
    expect(describeStartFailure(failure)).toMatch(/lock .*pg_stat_activity/)
    await aside.query('rollback')
    await aside.end()
    await migrateStore({ database })
    const pool = createOwnerPool(database)
    expect((await pool.query('show lock_timeout')).rows).toEqual([{ lock_timeout: '30s' }])
    await pool.end()
  })

  test.each(readOffAnIndex)(
    '[SR30] $table by $query.orderBy is read off $index, in its order',
    async ({ table, index, query }) => {
      const statement = createPostgresStatements().find(sqlTable(table), 't', query)
      // There are no rows, so the planner would rather read the whole table.
      await owner.query('set enable_seqscan = off; set enable_bitmapscan = off')
      const values = [...parametersOf(statement, queryValues('t', query))]
      const { rows } = await owner.query<{ 'QUERY PLAN': string }>(`explain ${statement.sql}`, values)
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
      expect(plan).toContain(`using ${index}`)
      // The rows of one moment are put in the order of their keys; nothing else is sorted.
      expect(plan.replace('Incremental Sort', '')).not.toMatch(/Sort {2}\(/)
    },
  )

  test('[SR20] a commit that the database refuses refuses its whole batch and nothing else', async () => {
    const database = await postgres.createDatabase()
    const refusing = await openStore({ database, clock, onFault: rethrow })
    const aside = new pg.Client(database)
    await aside.connect()
    await aside.query(`create function refuse() returns trigger language plpgsql as $$ begin raise 'no space left'; end $$`)
    await aside.query(
      'create trigger refusal before insert on notes for each row when (new.version = 13) execute function refuse()',
    )
    await aside.end()
    await expectAtomicRefusal(refusing)
    await refusing.close()
  })

  test('[SR25] [S-62] the store acts as a role that owns nothing, and row-level security holds it to the tenant', async () => {
    await store.tenant('one').transact(async (tx) => tx.put('members', member('m')))
    await store.tenant('two').transact(async (tx) => tx.put('members', member('m')))
    const pool = createPostgresPool(url, 'hotseat_app')
    const read = async () => (await pool.query<{ tenant_id: string }>('select tenant_id from members')).rows
    pool.options.max = 1
    expect((await pool.query('select current_user as role')).rows).toStrictEqual([{ role: 'hotseat_app' }])
    expect(await read()).toStrictEqual([])
    await pool.query(`select set_config('hotseat.tenant', 'one', false)`)
    expect(await read()).toStrictEqual([{ tenant_id: 'one' }])
    const foreign = `insert into notes (tenant_id, user_id, text, version, saved_at) values ('two', 'u', '', 1, 1)`
    await expect(pool.query(foreign)).rejects.toThrow('row-level security')
    await expect(pool.query('drop table notes')).rejects.toThrow('must be owner')
    await pool.end()
  })

  test('[SR25] [S-62] every table with a tenant column is bound by row-level security, its owner too', async () => {
    const { rows } = await owner.query<{ relname: string }>(`
      select relname from pg_class join pg_attribute on attrelid = pg_class.oid
      where relkind = 'r' and attname = 'tenant_id' and not (relrowsecurity and relforcerowsecurity)`)
    expect(rows).toStrictEqual([{ relname: 'tenant_heads' }])
  })

  test('[SR25] [S-62] a database user that may create no role is bound itself', async () => {
    const database = new URL(await postgres.createDatabase())
    await owner.query(`create role plain login password 'plain'`)
    await owner.query(`alter database ${owner.escapeIdentifier(database.pathname.slice(1))} owner to plain`)
    database.username = 'plain'
    database.password = 'plain'
    const plain = await openStore({ database: String(database), clock, onFault: rethrow })
    await plain.tenant('one').transact((tx) => saveNote(tx, 'u', 1))
    expect((await plain.tenant('one').find('notes')).length).toBe(1)
    const aside = new pg.Client(String(database))
    await aside.connect()
    expect((await aside.query('select * from notes')).rows).toStrictEqual([])
    await aside.end()
    await plain.close()
  })

  test('[SR24] [S-73] a database that falls silent is unavailable within 3 s to reads and writes, and available again after', async () => {
    const proxy = await createTcpProxy(Number(new URL(url).port))
    const database = new URL(url)
    database.port = String(proxy.port)
    const far = await openStore({ database: String(database), clock, onFault: ignore })
    const tenant = far.tenant('silent')
    await tenant.transact((tx) => saveNote(tx, 'u', 1))

    proxy.freeze()
    const startedAt = clock.now()
    const outcomes = await Promise.allSettled([tenant.transact((tx) => saveNote(tx, 'u', 2)), tenant.head()])
    expect(clock.now() - startedAt).toBeLessThan(3000)
    for (const outcome of outcomes) expect(outcome.status === 'rejected' && outcome.reason).toBeInstanceOf(StoreUnavailable)
    await expect(tenant.head()).rejects.toThrow(StoreUnavailable)

    proxy.thaw()
    expect(await tenant.transact((tx) => saveNote(tx, 'u', 3))).toBe(2)
    await far.close()
    await proxy.close()
  })

  test('[SR24] a connection that is cut in the midst of a unit of work refuses it, and the next one finds another', async () => {
    const tenant = store.tenant('broken')
    const cut = tenant.transact(async (tx) => {
      await saveNote(tx, 'u', 1)
      await owner.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where state = 'idle in transaction' and datname = $1`,
        [new URL(url).pathname.slice(1)],
      )
      await tx.find('members').catch(() => 'the work may well swallow it')
    })
    await expect(cut).rejects.toThrow(StoreUnavailable)
    expect(await tenant.transact((tx) => saveNote(tx, 'u', 2))).toBe(1)
  })

  test('[SR24] a database that is not there is refused as unavailable', async () => {
    const gone = 'postgres://hotseat:hotseat@127.0.0.1:1/none'
    await expect(openStore({ database: gone, clock, onFault: rethrow })).rejects.toThrow(StoreUnavailable)
  })

  test('[SR32] a whisper waits for no unit of work and takes no connection of the pool', async () => {
    const database = await postgres.createDatabase()
    const nodes = [
      await openStore({ database, clock, onFault: rethrow }),
      await openStore({ database, clock, onFault: rethrow }),
    ] as const
    const heard = wordsOf(nodes[1])
    const says = async (word: string) => {
      while (!heard.includes(word)) {
        nodes[0].whisper(word)
        await owner.query('select 1')
      }
    }
    await says('before')
    let letGo = (): void => undefined
    const gate = new Promise<void>((resolve) => (letGo = resolve))
    const begun = Array.from({ length: 10 }, (_, at) => {
      let isThere = (): void => undefined
      const there = new Promise<void>((resolve) => (isThere = resolve))
      const unit = nodes[0].tenant(`t${at}`).transact(async (tx) => {
        await saveNote(tx, 'u', 1)
        isThere()
        await gate
      })
      return { there, unit }
    })
    await Promise.all(begun.map(({ there }) => there))
    await says('meanwhile')
    letGo()
    await Promise.all(begun.map(({ unit }) => unit))
    for (const node of nodes) await node.close()
  })

  test('[SR32] of a flood of whispers what the database does not take at once is lost, and the next is heard', async () => {
    const heard = wordsOf(store)
    while (!heard.includes('first')) {
      store.whisper('first')
      await owner.query('select 1')
    }
    const { length } = heard
    for (let at = 0; at < 10_000; at++) store.whisper(`flood ${at}`)
    while (!heard.includes('last')) {
      store.whisper('last')
      await owner.query('select 1')
    }
    expect(heard.slice(length).filter((word) => word.startsWith('flood')).length).toBeLessThanOrEqual(101)
  })

  test('[SR32] a node whose connection for the feed was cut whispers again', async () => {
    const database = await postgres.createDatabase()
    const cut = await openStore({ database, clock, onFault: ignore })
    const heard = wordsOf(cut)
    for (const word of ['before', 'after']) {
      while (!heard.includes(word)) {
        cut.whisper(word)
        await owner.query('select 1')
      }
      await owner.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_notify%' and datname = $1`,
        [new URL(database).pathname.slice(1)],
      )
    }
    await cut.close()
  })

  test('[SR15] a node whose connection for the feed was cut hears what it missed', async () => {
    const database = await postgres.createDatabase()
    const nodes = [
      await openStore({ database, clock, onFault: ignore }),
      await openStore({ database, clock, onFault: ignore }),
    ] as const
    const write = (version: number) => nodes[0].tenant('cut').transact((tx) => saveNote(tx, 'u', version))
    const listener = listenTo(nodes[1], 'cut')
    await write(1)
    await listener.reached(1)
    await owner.query(`select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen %' and datname = $1`, [
      new URL(database).pathname.slice(1),
    ])
    await write(2)
    await write(3)
    await listener.reached(3)
    expect(listener.heard.map(({ offset }) => offset)).toStrictEqual([1, 2, 3])
    for (const node of nodes) await node.close()
  })
})

function wordsOf(store: Store): string[] {
  const words: string[] = []
  store.hear((word) => void words.push(word))
  return words
}

function rethrow(error: unknown): void {
  throw error
}
