import type { TableName } from '../columns.ts'
import type { Change, Scope } from '../driver.ts'
import type { StoredRow } from '../row.ts'
import { keyText } from '../row.ts'

/** Rows as they are committed, each decoded once. Rows are frozen, so that whoever is given one cannot spoil it. */
export interface RowCache {
  get(scope: Scope, table: TableName, key: StoredRow): StoredRow | undefined
  keep(scope: Scope, table: TableName, row: StoredRow): void
  /** What was just committed. */
  apply(changes: readonly Change[]): void
  clear(): void
}

/** Keeps at least the `rowsKept` rows that were asked for last, and at most twice as many. */
export function createRowCache(rowsKept: number): RowCache {
  let recent = new Map<string, StoredRow>()
  let older = new Map<string, StoredRow>()

  function set(name: string, row: StoredRow): void {
    if (recent.size >= rowsKept) {
      older = recent
      recent = new Map()
    }
    recent.set(name, row)
  }

  return {
    get(scope, table, key) {
      const name = nameOf(scope, table, key)
      const row = recent.get(name)
      if (row !== undefined) return row
      const found = older.get(name)
      if (found !== undefined) set(name, found)
      return found
    },
    keep: (scope, table, row) => set(nameOf(scope, table, row), row),
    apply(changes) {
      for (const { scope, table, key, row } of changes) {
        const name = nameOf(scope, table, key)
        older.delete(name)
        if (row === null) recent.delete(name)
        else set(name, row)
      }
    },
    clear() {
      recent = new Map()
      older = new Map()
    },
  }
}

/** NUL is in no kept text, so it separates; no table's name is another one's beginning up to it. */
function nameOf(scope: Scope, table: TableName, key: StoredRow): string {
  return `${table}\0${scope ?? ''}\0${keyText(table, key)}`
}
