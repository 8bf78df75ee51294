import type { FeedEvent } from '@hotseat/core'
import type { ColumnKind, TableName } from '../columns.ts'
import { columns } from '../columns.ts'
import { keys } from '../tables.ts'

/** A table as SQL knows it. */
export type SqlTable = {
  readonly name: string
  readonly columns: readonly SqlColumn[]
  /** Names of the key's columns, without the tenant. */
  readonly key: readonly string[]
}

/** `column` is the name in TypeScript, `name` the one in SQL. */
export type SqlColumn = { readonly column: string; readonly name: string; readonly kind: ColumnKind }

const tables = new Map(
  Object.keys(columns).map((table) => [table, tableOf(table, columns[table as TableName], keys[table as TableName])]),
)

const eventKinds = {
  offset: 'integer',
  at: 'integer',
  by: 'text',
  userId: 'text',
  kind: 'text',
  data: 'json',
} as const satisfies { [C in keyof FeedEvent]: ColumnKind }

/** The feed's table. */
export const eventsTable: SqlTable = tableOf('events', eventKinds, ['offset'])

/** The SQL side of a table. */
export function sqlTable(table: TableName): SqlTable {
  const found = tables.get(table)
  if (found === undefined) throw new TypeError(`no table ${table}`)
  return found
}

/** `camelCase` as `snake_case`. */
export function snakeCase(name: string): string {
  return /[A-Z]/.test(name) ? name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) : name
}

function tableOf(table: string, kinds: Readonly<Record<string, ColumnKind>>, key: readonly string[]): SqlTable {
  return {
    name: snakeCase(table),
    columns: Object.entries(kinds).map(([column, kind]) => ({ column, name: snakeCase(column), kind })),
    key: key.map(snakeCase),
  }
}
