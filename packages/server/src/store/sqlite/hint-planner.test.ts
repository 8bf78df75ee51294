import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TableName } from '../columns.ts'
import { migrateStore } from '../open-store.ts'
import type { RowQuery } from '../row.ts'
import { queryValues } from '../sql/read-values.ts'
import { sqlTable } from '../sql/sql-table.ts'
import { parametersOf } from '../sql/statement.ts'
import { openSqliteDatabase } from './sqlite-database.ts'
import { createSqliteStatements } from './sqlite-statements.ts'

type Lookup = { readonly table: TableName; readonly index: string; readonly query: RowQuery }

/** What is asked for with every login, every message and every look at the chats, and when a key is revoked. */
const lookups: readonly Lookup[] = [
  { table: 'customers', index: 'customers_by_subject', query: { where: { projectId: 'p', subject: 's' }, limit: 1 } },
  { table: 'customerSessions', index: 'customer_sessions_by_token_hash', query: { where: { tokenHash: 'h' }, limit: 1 } },
  {
    ...{ table: 'customerSessions', index: 'customer_sessions_by_previous_token_hash' },
    query: { where: { previousTokenHash: 'h' }, limit: 1 },
  },
  {
    ...{ table: 'customerSessions', index: 'customer_sessions_by_kid' },
    query: { where: { kid: 'k', projectId: 'p', endedAt: null } },
  },
  { table: 'conversations', index: 'conversations_by_customer_id_closed_at', query: { where: { customerId: 'c' }, limit: 1 } },
  {
    table: 'conversations',
    index: 'conversations_by_customer_id_closed_at',
    query: { where: { customerId: 'c', agentId: 'a', closedAt: null }, limit: 1 },
  },
  { table: 'conversations', index: 'conversations_by_state_closed_at', query: { where: { state: 'waiting' } } },
  { table: 'conversations', index: 'conversations_by_agent_id_closed_at', query: { where: { agentId: 'a', closedAt: null } } },
  {
    ...{ table: 'messages', index: 'messages_by_conversation_id_client_id' },
    query: { where: { conversationId: 'v', clientId: 'i', authorId: 'c' }, limit: 1 },
  },
]

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hotseat-hints-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** The plans of all lookups in a file. */
function plansOf(file: string): string[] {
  const database = openSqliteDatabase(file)
  const plans = lookups.map(({ table, query }) => {
    const statement = createSqliteStatements().find(sqlTable(table), 't', query)
    const plan = database.all(`explain query plan ${statement.sql}`, parametersOf(statement, queryValues('t', query)))
    return String(plan[0]?.detail)
  })
  database.close()
  return plans
}

const byTheirIndexes = lookups.map(({ index }) => expect.stringContaining(`USING INDEX ${index} `))

test('[SR31] [CT13] what is asked for by indexed columns is found by that index, not by walking through the tenant', async () => {
  const file = join(folder, 'new.db')
  await migrateStore({ database: file })
  expect(plansOf(file)).toEqual(byTheirIndexes)
})

test('[SR31] so it is in a store that was there before the table or the index, and what was measured in it stays', async () => {
  const file = join(folder, 'grown.db')
  await migrateStore({ database: file })
  const before = openSqliteDatabase(file)
  before.run("delete from sqlite_stat1 where tbl in ('customers', 'customer_sessions', 'conversations', 'messages')")
  before.run("delete from sqlite_stat1 where idx = 'agents_by_extension'")
  before.run("update sqlite_stat1 set stat = '7 7 1' where idx = 'members'")
  before.close()
  await migrateStore({ database: file })
  expect(plansOf(file)).toEqual(byTheirIndexes)
  const after = openSqliteDatabase(file)
  expect(after.all("select stat from sqlite_stat1 where idx = 'agents_by_extension'", [])).toHaveLength(1)
  expect(after.all("select stat from sqlite_stat1 where idx = 'members'", [])).toEqual([{ stat: '7 7 1' }])
  after.close()
})
