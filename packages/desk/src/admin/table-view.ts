import type { Column } from './resource.ts'

/** How a table is looked at: words that must stand in a row, the column it is sorted by, the page. */
export type TableLook = {
  readonly text: string
  readonly sortBy: string
  readonly isDescending: boolean
  readonly page: number
  readonly showDisabled: boolean
}

/** How many rows a page has. */
export const pageSize = 25

/** What of the rows is seen: the page's rows, how many fit the words, how many pages there are. */
export type TableView<Row> = {
  readonly shown: readonly Row[]
  readonly found: readonly Row[]
  readonly pages: number
  readonly page: number
}

/** Searches, sorts and pages rows. A page behind the last one is the last one. */
export function viewTable<Row extends { readonly disabled: boolean }>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  look: TableLook,
): TableView<Row> {
  const words = look.text.toLowerCase().split(/\s+/).filter(Boolean)
  const found = rows.filter((row) => {
    if (row.disabled && !look.showDisabled) return false
    const line = columns
      .map((column) => column.text(row))
      .join(' ')
      .toLowerCase()
    return words.every((word) => line.includes(word))
  })
  const column = columns.find(({ name }) => name === look.sortBy) ?? columns[0]
  const sorted = column === undefined ? found : found.toSorted((a, b) => compare(column, a, b) * (look.isDescending ? -1 : 1))
  const pages = Math.max(1, Math.ceil(sorted.length / pageSize))
  const page = Math.min(Math.max(1, look.page), pages)
  return { shown: sorted.slice((page - 1) * pageSize, page * pageSize), found: sorted, pages, page }
}

function compare<Row>({ sortBy, text }: Column<Row>, a: Row, b: Row): number {
  const [left, right] = sortBy === undefined ? [text(a), text(b)] : [sortBy(a), sortBy(b)]
  if (typeof left === 'number' && typeof right === 'number') return left - right
  return String(left).localeCompare(String(right), undefined, { numeric: true })
}
