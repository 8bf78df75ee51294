import type { SqliteDatabase } from './sqlite-database.ts'

/**
 * What SQLite is told of tables before there is anything in them, an index each: so many rows in all, then how many share
 * the first column, the first two, … Without it the planner takes `tenant_id = ?` for selective, and reads one person's
 * row by walking through the whole tenant.
 */
const statistics: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  members: { members: '100000 10000 1', members_by_username: '100000 10000 1', members_by_extension: '100000 10000 1' },
  sessions: {
    sessions: '1000000 100000 1',
    sessions_by_user_id_ended_at: '1000000 100000 20 1',
    sessions_by_due_at: '100000 10000 2',
    sessions_by_browser_id: '1000000 100000 10',
    sessions_by_token_hash: '1000 100 1',
    sessions_by_connected_node: '100000 10000 5000',
  },
  agents: { agents: '100000 10000 1', agents_by_extension: '100000 10000 1', agents_by_due_at: '1000 100 1' },
  events: {
    events: '1000000 100000 1',
    events_by_at: '1000000 100000 5',
    events_by_user_id_offset: '1000000 100000 50 1',
    events_by_kind_offset: '1000000 100000 100 1',
  },
  customers: {
    customers: '1000000 100000 1',
    customers_by_subject: '1000000 100000 1',
    customers_by_seen_at: '1000000 100000 2',
  },
  customer_sessions: {
    customer_sessions: '1000000 100000 1',
    customer_sessions_by_token_hash: '1000000 100000 1',
    customer_sessions_by_previous_token_hash: '1000000 100000 1',
    customer_sessions_by_customer_id: '1000000 100000 5',
    customer_sessions_by_kid: '1000000 100000 10000',
    customer_sessions_by_expires_at: '1000000 100000 2',
  },
  conversations: {
    conversations: '1000000 100000 1',
    conversations_by_state_closed_at: '1000000 100000 1000 2',
    conversations_by_agent_id_closed_at: '1000000 100000 1000 1',
    conversations_by_customer_id_closed_at: '1000000 100000 5 1',
    conversations_by_waiting_since: '1000000 100000 2',
    conversations_by_queue_waiting_since: '1000000 100000 1000 1',
  },
  messages: { messages: '10000000 1000000 20 1', messages_by_conversation_id_client_id: '10000000 1000000 20 1' },
}

/** Gives the planner the statistics of a grown store, each index's once; a later `analyze` may replace them by measured ones. */
export function hintPlanner(database: SqliteDatabase): void {
  if (database.all("select name from sqlite_schema where name = 'sqlite_stat1'", []).length === 0) {
    database.run('analyze')
    database.run('delete from sqlite_stat1')
  }
  const told = new Set(database.all('select idx from sqlite_stat1', []).map(({ idx }) => idx))
  const all = Object.entries(statistics).flatMap(([table, indexes]) =>
    Object.entries(indexes).map(([index, numbers]) => ({ table, index, numbers })),
  )
  const missing = all.filter(({ index }) => !told.has(index))
  if (missing.length === 0) return
  for (const { table, index, numbers } of missing) {
    database.run('insert into sqlite_stat1 (tbl, idx, stat) values (?, ?, ?)', [table, index, numbers])
  }
  database.run('analyze sqlite_schema')
}
