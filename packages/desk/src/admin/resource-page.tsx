import { Button, Checkbox, CloseButton, TextInput } from '@mantine/core'
import { IconDownload, IconPlus, IconSearch, IconUpload } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { TSchema } from 'typebox'
import { ActButton } from '../app/act-button.tsx'
import { Blank, Failed, Loading } from '../app/blank-states.tsx'
import { useHotseat } from '../app/hotseat-context.tsx'
import { useRouteWord } from '../app/route.ts'
import { useAllTexts } from '../texts/use-all-texts.ts'
import classes from './admin.module.css'
import { downloadCsv } from './csv.ts'
import { ImportDialog } from './import-dialog.tsx'
import { type Resource, toCell } from './resource.ts'
import { ResourceForm } from './resource-form.tsx'
import { ResourceTable } from './resource-table.tsx'
import { viewTable } from './table-view.ts'

type Props<Row extends { readonly id: string; readonly disabled: boolean }, Create extends TSchema> = {
  resource: Resource<Row, Create>
  /** The field that names a thing, for the dry run. */
  keyField: string
  hasImport?: boolean
  more?: (row: Row) => ReactNode
}

/** One kind of thing an administrator keeps: find, sort, page, create, change, disable, import, export. */
export function ResourcePage<Row extends { readonly id: string; readonly disabled: boolean }, Create extends TSchema>({
  resource,
  keyField,
  hasImport = false,
  more,
}: Props<Row, Create>) {
  const hotseat = useHotseat()
  const texts = useAllTexts()
  const words = texts.admin
  const { section, columns, fields } = resource
  const [text, setText] = useRouteWord('find')
  const [sort, setSort] = useState({ sortBy: columns[0]?.name ?? '', isDescending: false })
  const [page, setPage] = useState(1)
  const [showDisabled, setShowDisabled] = useState(false)
  const [dialog, setDialog] = useState<{ kind: 'new' } | { kind: 'import' } | { kind: 'change'; row: Row } | null>(null)
  // Another administrator may have changed something since it was last shown.
  const list = useQuery({ queryKey: [section, {}], queryFn: () => resource.list(hotseat), refetchOnMount: 'always' })
  const rows = list.data?.rows
  const close = () => setDialog(null)

  const exportAll = () => {
    const names = fields.map(({ name }) => name)
    downloadCsv(section, [names, ...(rows ?? []).map((row) => names.map((name) => toCell(resource.read(row)[name])))])
  }
  const view = viewTable(rows ?? [], columns, { text, ...sort, page, showDisabled })
  return (
    <>
      <header className={classes.header}>
        <h1>{words.nav[section]}</h1>
        {hasImport && (
          <ActButton
            size="xs"
            variant="default"
            leftSection={<IconUpload aria-hidden size={15} />}
            onClick={() => setDialog({ kind: 'import' })}
          >
            {words.import}
          </ActButton>
        )}
        <Button
          size="xs"
          variant="default"
          leftSection={<IconDownload aria-hidden size={15} />}
          disabled={rows === undefined}
          onClick={exportAll}
        >
          {words.export}
        </Button>
        <ActButton size="xs" leftSection={<IconPlus aria-hidden size={15} />} onClick={() => setDialog({ kind: 'new' })}>
          {words.new(words.things[section])}
        </ActButton>
      </header>
      <div className={classes.tools}>
        <TextInput
          type="search"
          className={classes.find}
          aria-label={words.find}
          placeholder={words.find}
          leftSection={<IconSearch aria-hidden size={16} />}
          rightSection={text !== '' && <CloseButton size="sm" aria-label={texts.floor.clear} onClick={() => setText('')} />}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value)
            setPage(1)
          }}
        />
        <Checkbox
          my="auto"
          label={words.showDisabled}
          checked={showDisabled}
          onChange={(event) => setShowDisabled(event.currentTarget.checked)}
        />
      </div>
      {list.isError && <Failed error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Loading rows={10} />}
      {rows !== undefined && view.found.length === 0 && (
        <Blank title={text === '' ? words.empty(words.things[section]) : words.nothing(text)} />
      )}
      {rows !== undefined && view.found.length > 0 && (
        <ResourceTable
          resource={resource}
          view={view}
          total={rows.length}
          sort={sort}
          onSort={setSort}
          onPage={setPage}
          onOpen={(row) => setDialog({ kind: 'change', row })}
          {...(more === undefined ? {} : { more })}
        />
      )}
      {dialog?.kind === 'new' && <ResourceForm resource={resource} row={null} onClose={close} />}
      {dialog?.kind === 'change' && <ResourceForm resource={resource} row={dialog.row} onClose={close} />}
      {dialog?.kind === 'import' && <ImportDialog resource={resource} keyField={keyField} rows={rows ?? []} onClose={close} />}
    </>
  )
}
