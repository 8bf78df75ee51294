import type { Compilable } from 'kysely'
import type { SqlValue } from './sql-codec.ts'

/**
 * SQL text, and for each of its parameters the name of the value that goes there. A text is compiled once and used with
 * many values; no value ever becomes part of it (S-70).
 */
export type Statement = { readonly sql: string; readonly slots: readonly string[] }

/** Compiles a query whose parameters are the names of slots. */
export function compileStatement(query: Compilable): Statement {
  const { sql, parameters } = query.compile()
  return { sql, slots: parameters.map(String) }
}

/** The values in the order of the statement's parameters. */
export function parametersOf<Value = SqlValue>(statement: Statement, values: Readonly<Record<string, Value>>): readonly Value[] {
  return statement.slots.map((slot) => {
    const value = values[slot]
    if (value === undefined) throw new TypeError(`no value for ${slot}`)
    return value
  })
}
