import { ActionIcon, Badge } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { TSchema } from 'typebox'
import { useAllTexts } from '../texts/use-all-texts.ts'
import classes from './admin.module.css'
import { DisableAction } from './disable-action.tsx'
import type { Resource } from './resource.ts'
import type { TableView } from './table-view.ts'

type Sort = { readonly sortBy: string; readonly isDescending: boolean }
type Props<Row extends { readonly id: string; readonly disabled: boolean }, Create extends TSchema> = {
  resource: Resource<Row, Create>
  view: TableView<Row>
  total: number
  sort: Sort
  onSort: (sort: Sort) => void
  onPage: (page: number) => void
  onOpen: (row: Row) => void
  more?: (row: Row) => ReactNode
}

/** The rows of one page. The first cell opens a row; the head sorts. */
export function ResourceTable<Row extends { readonly id: string; readonly disabled: boolean }, Create extends TSchema>({
  resource,
  view,
  total,
  sort,
  onSort,
  onPage,
  onOpen,
  more,
}: Props<Row, Create>) {
  const texts = useAllTexts()
  const words = texts.admin
  const { columns } = resource
  return (
    <>
      <div className={classes.surface}>
        <table className={classes.table} aria-label={words.nav[resource.section]}>
          <thead>
            <tr>
              {columns.map(({ name, title }) => {
                const isSorted = sort.sortBy === name
                const Arrow = sort.isDescending ? IconArrowDown : IconArrowUp
                return (
                  <th key={name} scope="col" aria-sort={!isSorted ? 'none' : sort.isDescending ? 'descending' : 'ascending'}>
                    <button
                      type="button"
                      className={classes.sort}
                      title={words.sortBy(title)}
                      onClick={() => onSort({ sortBy: name, isDescending: isSorted && !sort.isDescending })}
                    >
                      {title}
                      {isSorted && <Arrow aria-hidden size={13} />}
                    </button>
                  </th>
                )
              })}
              <th scope="col">
                <span className="hs-hidden">{texts.floor.actions}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {view.shown.map((row) => {
              const isBuiltIn = resource.isBuiltIn?.(row) ?? false
              return (
                <tr key={row.id} data-disabled={row.disabled}>
                  {columns.map((column, index) => (
                    <td key={column.name} className={column.isNumber ? 'hs-number' : undefined}>
                      <div className={classes.cell} title={column.text(row)}>
                        {index === 0 && !isBuiltIn ? (
                          <button type="button" className={classes.open} onClick={() => onOpen(row)}>
                            <bdi>{column.text(row)}</bdi>
                          </button>
                        ) : (
                          <bdi>{column.text(row)}</bdi>
                        )}{' '}
                        {index === 0 && row.disabled && (
                          <Badge size="xs" variant="light" color="gray">
                            {words.disabled}
                          </Badge>
                        )}
                      </div>
                    </td>
                  ))}
                  <td>
                    {!isBuiltIn && <DisableAction resource={resource} row={row} more={more?.(row)} onOpen={() => onOpen(row)} />}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
      <div className={classes.foot}>
        <span role="status">{words.rows(view.found.length, total)}</span>
        {view.pages > 1 && (
          <div className={classes.pager}>
            <ActionIcon aria-label={words.previous} disabled={view.page === 1} onClick={() => onPage(view.page - 1)}>
              <IconChevronLeft aria-hidden size={17} />
            </ActionIcon>
            <span className="hs-number">{words.page(view.page, view.pages)}</span>
            <ActionIcon aria-label={words.next} disabled={view.page === view.pages} onClick={() => onPage(view.page + 1)}>
              <IconChevronRight aria-hidden size={17} />
            </ActionIcon>
          </div>
        )}
      </div>
    </>
  )
}
