import type { TableName } from '../columns.ts'
import { indexedColumns } from '../columns.ts'
import type { RowQuery, StoredRow } from '../row.ts'
import { keyText } from '../row.ts'
import { isMatch, ordered } from '../select.ts'

/** The rows of one table of one scope, with an index for each column that queries name often. */
export interface MemoryTable {
  get(key: StoredRow): StoredRow | undefined
  find(query: RowQuery): readonly StoredRow[]
  set(key: StoredRow, row: StoredRow | null): void
  rows(): readonly StoredRow[]
}

type Rows = Map<string, StoredRow>

export function createMemoryTable(table: TableName, initial: readonly StoredRow[] = []): MemoryTable {
  const rows: Rows = new Map()
  const indexes = new Map((indexedColumns[table] ?? []).map((column) => [String(column), new Map<unknown, Rows>()]))

  function set(key: StoredRow, row: StoredRow | null): void {
    const name = keyText(table, key)
    const previous = rows.get(name)
    for (const [column, index] of indexes) {
      if (previous !== undefined) index.get(previous[column])?.delete(name)
      if (row === null) continue
      const alike = index.get(row[column]) ?? new Map<string, StoredRow>()
      index.set(row[column], alike.set(name, row))
    }
    if (row === null) rows.delete(name)
    else rows.set(name, row)
  }

  function candidates({ where = {}, among }: RowQuery): Rows {
    const listed = among && indexes.get(among.column)
    if (listed) return new Map(among.values.flatMap((value) => [...(listed.get(value) ?? [])]))
    for (const [column, index] of indexes) {
      if (Object.hasOwn(where, column)) return index.get(where[column]) ?? new Map()
    }
    return rows
  }

  for (const row of initial) set(row, row)
  return {
    set,
    get: (key) => rows.get(keyText(table, key)),
    find: (query) =>
      ordered(
        table,
        [...candidates(query).values()].filter((row) => isMatch(row, query)),
        query,
      ),
    rows: () => [...rows.values()],
  }
}
