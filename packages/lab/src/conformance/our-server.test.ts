import pg from 'pg'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { startPostgres } from '../bench/postgres-site.ts'
import { startDemoServer } from '../site/demo-server.ts'
import { readAccounts } from './accounts.ts'
import { rowOf } from './report.ts'
import { runCases } from './run-cases.ts'
import { suites } from './suites.ts'

/** Looks at a server of its own, so that wrong passwords of one suite block nobody of another. */
async function expectConforming(api: string, { times = 1, database }: { times?: number; database?: string }): Promise<void> {
  const server = await startDemoServer(database === undefined ? {} : { database })
  onTestFinished(() => server.dispose())
  const target = { url: server.url, ...(await readAccounts({}, {}, null)) }
  for (let time = 1; time <= times; time += 1) {
    const findings = await runCases(suites[api] ?? [], target)
    expect(findings.length).toBeGreaterThan(0)
    const others = findings.filter(({ outcome }) => outcome.kind !== 'passed')
    expect(others.map(rowOf).join('\n')).toBe('')
  }
}

const apis = Object.keys(suites)

test('[CS7] every published API has its cases', () => {
  expect(apis.toSorted()).toEqual(['acqueon', 'ameyo', 'genesys', 'ipcortex'])
})

test.each(apis)(
  '[CS7] [CS8] our server on SQLite passes every case of %s, and again at once',
  (api) => expectConforming(api, { times: 2 }),
  300_000,
)

describe('on PostgreSQL', () => {
  let postgres: Awaited<ReturnType<typeof startPostgres>>
  beforeAll(async () => {
    postgres = await startPostgres()
  }, 120_000)
  afterAll(() => postgres.stop())

  test.each(apis)(
    '[CS7] our server passes every case of %s',
    (api) => createDatabase(api).then((url) => expectConforming(api, { database: url })),
    300_000,
  )

  async function createDatabase(name: string): Promise<string> {
    const client = new pg.Client(postgres.url)
    await client.connect()
    await client.query(`create database ${client.escapeIdentifier(name)}`)
    await client.end()
    const url = new URL(postgres.url)
    url.pathname = `/${name}`
    return String(url)
  }
})
