import type { Compilable, Expression, Kysely, SelectQueryBuilder, SqlBool } from 'kysely'
import { sql } from 'kysely'
import type { Scope } from '../driver.ts'
import type { RowQuery } from '../row.ts'
import type { EventQuery } from '../store.ts'
import type { SqlTable } from './sql-table.ts'
import { eventsTable, snakeCase } from './sql-table.ts'
import type { Statement } from './statement.ts'
import { compileStatement } from './statement.ts'

/** Tables whose names come as data. */
export type AnyTables = Record<string, Record<string, string | number | null>>
type Select = SelectQueryBuilder<AnyTables, string, Record<string, unknown>>

/** Reading statements, each compiled once for its shape. */
export interface Statements {
  get(table: SqlTable, scope: Scope): Statement
  find(table: SqlTable, scope: Scope, query: RowQuery): Statement
  events(query: EventQuery): Statement
  remove(table: SqlTable, scope: Scope): Statement
  readonly head: Statement
  readonly lockHead: Statement
  readonly heads: Statement
  readonly tail: Statement
  readonly prune: Statement
  /** Compiles once what a dialect brings itself. */
  cached(shape: string, build: (db: Kysely<AnyTables>) => Compilable): Statement
}

/** The slot of the tenant's id; rows have columns of their own names as slots. */
export const tenantSlot = 'tenant_id'

/** The slot of a query's list: a JSON array of texts. */
export const amongSlot = 'among'
/** A dialect's way to say that a column is one of the texts in that slot. */
export type IsAmong = (column: string) => Expression<SqlBool>

export function createStatements(db: Kysely<AnyTables>, isAmong: IsAmong): Statements {
  const cache = new Map<string, Statement>()

  const cached: Statements['cached'] = (shape, build) => {
    const statement = cache.get(shape) ?? compileStatement(build(db))
    cache.set(shape, statement)
    return statement
  }

  const select = ({ name, columns }: SqlTable, scope: Scope): Select => {
    const query = db.selectFrom(name).select(columns.map((column) => column.name))
    return scope === null ? query : query.where('tenant_id', '=', tenantSlot)
  }
  const heads = () => db.selectFrom('tenant_heads').select('head')

  return {
    cached,
    get: (table, scope) =>
      cached(`get ${table.name}`, () =>
        table.key.reduce((query, column) => query.where(column, '=', column), select(table, scope)),
      ),
    find: (table, scope, query) =>
      cached(`find ${table.name} ${shapeOf(query)}`, () => narrowed(select(table, scope), table, query, isAmong)),
    events: (query) => cached(`events ${eventShapeOf(query)}`, () => eventsOf(select(eventsTable, ''), query)),
    remove: (table, scope) =>
      cached(`remove ${table.name}`, () =>
        (scope === null ? table.key : [tenantSlot, ...table.key]).reduce(
          (query, column) => query.where(column, '=', column),
          db.deleteFrom(table.name),
        ),
      ),
    head: compileStatement(heads().where('tenant_id', '=', tenantSlot)),
    lockHead: compileStatement(heads().where('tenant_id', '=', tenantSlot).forUpdate()),
    heads: compileStatement(heads().select('tenant_id')),
    tail: compileStatement(
      db
        .selectFrom('events')
        .select((value) => value.fn.min('offset').as('tail'))
        .where('tenant_id', '=', tenantSlot),
    ),
    prune: compileStatement(
      db.deleteFrom('events').where('tenant_id', '=', tenantSlot).where('offset', '<=', sql<number>`${'upTo'}`),
    ),
  }
}

function shapeOf({ where = {}, among, range, orderBy, descending, limit }: RowQuery): string {
  const equalities = Object.keys(where)
    .sort()
    .map((column) => `${column}${where[column] === null ? ' null' : ''}`)
  return JSON.stringify([
    equalities,
    among?.column,
    range?.column,
    range?.from !== undefined,
    range?.to !== undefined,
    orderBy,
    descending === true,
    limit !== undefined,
  ])
}

function eventShapeOf({ after, before, fromAt, toAt, userId, kind, newestFirst }: EventQuery): string {
  return JSON.stringify([
    ...[after, before, fromAt, toAt, userId, kind].map((bound) => bound !== undefined),
    userId === null,
    newestFirst === true,
  ])
}

/** Null is equal to null, in no range, and first in the order, as in `select.ts`. */
function narrowed(
  select: Select,
  table: SqlTable,
  { where = {}, among, range, orderBy, descending, limit }: RowQuery,
  isAmong: IsAmong,
): Select {
  let query = among === undefined ? select : select.where(isAmong(snakeCase(among.column)))
  for (const column of Object.keys(where).sort()) {
    const name = snakeCase(column)
    query = where[column] === null ? query.where(name, 'is', null) : query.where(name, '=', name)
  }
  if (range !== undefined) {
    const name = snakeCase(range.column)
    query = query.where(name, 'is not', null)
    if (range.from !== undefined) query = query.where(name, '>=', 'from')
    if (range.to !== undefined) query = query.where(name, '<=', 'to')
  }
  const by = orderBy === undefined ? [] : [snakeCase(orderBy)]
  for (const name of [...by, ...table.key]) {
    // PostgreSQL reads no order off an index whose nulls would be at its other end, so they are named only where there can be some.
    const hasNulls = name !== (range && snakeCase(range.column)) && !table.key.includes(name)
    query = query.orderBy(name, (order) => {
      if (!hasNulls) return descending === true ? order.desc() : order.asc()
      return descending === true ? order.desc().nullsLast() : order.asc().nullsFirst()
    })
  }
  return limit === undefined ? query : query.limit(sql<number>`${'limit'}`)
}

function eventsOf(select: Select, query: EventQuery): Select {
  let events = select
  if (query.after !== undefined) events = events.where('offset', '>', 'after')
  if (query.before !== undefined) events = events.where('offset', '<', 'before')
  if (query.fromAt !== undefined) events = events.where('at', '>=', 'fromAt')
  if (query.toAt !== undefined) events = events.where('at', '<=', 'toAt')
  if (query.userId === null) events = events.where('user_id', 'is', null)
  else if (query.userId !== undefined) events = events.where('user_id', '=', 'userId')
  if (query.kind !== undefined) events = events.where('kind', '=', 'kind')
  return events.orderBy('offset', query.newestFirst === true ? 'desc' : 'asc').limit(sql<number>`${'limit'}`)
}
