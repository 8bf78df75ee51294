import { Button, FileButton, Modal, Stack } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { ActButton } from '../app/act-button.tsx'
import { useHotseat } from '../app/hotseat-context.tsx'
import { problemText } from '../app/problem.ts'
import { useAllTexts } from '../texts/use-all-texts.ts'
import classes from './admin.module.css'
import { type DryRun, dryRun } from './import-rows.ts'
import type { Resource } from './resource.ts'

type Props<Row extends { readonly id: string; readonly disabled: boolean }, Create extends TSchema> = {
  resource: Resource<Row, Create>
  keyField: string
  rows: readonly Row[]
  onClose: () => void
}

/** A CSV file, first looked at, then sent line by line. What the server refuses joins the list of bad lines. */
export function ImportDialog<Row extends { readonly id: string; readonly disabled: boolean }, Create extends TSchema>({
  resource,
  keyField,
  rows,
  onClose,
}: Props<Row, Create>) {
  const hotseat = useHotseat()
  const queries = useQueryClient()
  const texts = useAllTexts()
  const words = texts.admin
  const [run, setRun] = useState<DryRun | null>(null)
  const [sent, setSent] = useState<number | null>(null)
  const { fields, schema, write } = resource

  async function look(file: File | null) {
    if (file === null) return
    const existing = new Set(rows.map((row) => String(resource.write(resource.read(row))[keyField])))
    setRun(dryRun(await file.text(), { fields, schema, write, keyField, existing }, texts))
  }
  async function send({ good, bad }: DryRun) {
    const refused = [...bad]
    let count = 0
    for (const [index, { line, body }] of good.entries()) {
      setSent(index)
      try {
        if (Value.Check(schema, body)) await resource.create(hotseat, body)
        count += 1
      } catch (error) {
        refused.push({ line, why: problemText(error, texts) })
      }
    }
    setSent(null)
    await queries.invalidateQueries({ queryKey: [resource.section] })
    notifications.show({ message: words.importDone(count) })
    if (refused.length === bad.length) onClose()
    else setRun({ good: [], bad: refused })
  }
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={words.importTitle(words.nav[resource.section])}
      closeButtonProps={{ 'aria-label': texts.common.close }}
    >
      <Stack>
        <p className="hs-muted">{words.importHelp(fields.map(({ name }) => name).join(', '))}</p>
        <FileButton accept=".csv,text/csv" onChange={(file) => void look(file)}>
          {(props) => (
            <Button {...props} variant="default" data-autofocus>
              {words.importChoose}
            </Button>
          )}
        </FileButton>
        {run !== null && (
          <div role="status">
            <p>{run.good.length > 0 ? words.importGood(run.good.length) : words.importNone}</p>
            {run.bad.length > 0 && <p>{words.importBad(run.bad.length)}</p>}
          </div>
        )}
        {run !== null && run.bad.length > 0 && (
          <ol className={classes.bad}>
            {run.bad.map(({ line, why }) => (
              <li key={line}>
                <span className="hs-number hs-muted">{words.importLine(line)}</span>
                {why}
              </li>
            ))}
          </ol>
        )}
        {run !== null && run.good.length > 0 && (
          <ActButton loading={sent !== null} onClick={() => void send(run)}>
            {sent === null ? words.importDo(run.good.length) : words.importRunning(sent, run.good.length)}
          </ActButton>
        )}
      </Stack>
    </Modal>
  )
}
