import { Drawer, Stack } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Static, TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { ActButton } from '../app/act-button.tsx'
import { useHotseat } from '../app/hotseat-context.tsx'
import { fieldProblems, problemText } from '../app/problem.ts'
import { useAllTexts } from '../texts/use-all-texts.ts'
import { ActivationLink, readActivation } from './activation-link.tsx'
import { emptyForm, faultsOf, type Resource } from './resource.ts'
import { ResourceField } from './resource-field.tsx'

type Props<Row extends { readonly id: string; readonly disabled: boolean }, Create extends TSchema> = {
  resource: Resource<Row, Create>
  /** What is changed; null makes a new one. */
  row: Row | null
  onClose: () => void
}

/** Creates or changes one thing. A field is checked as it is left, by the API's own schema. */
export function ResourceForm<Row extends { readonly id: string; readonly disabled: boolean }, Create extends TSchema>({
  resource,
  row,
  onClose,
}: Props<Row, Create>) {
  const hotseat = useHotseat()
  const queries = useQueryClient()
  const texts = useAllTexts()
  const words = texts.admin
  const { fields, schema } = resource
  const [values, setValues] = useState(() => (row === null ? emptyForm(fields) : { ...emptyForm(fields), ...resource.read(row) }))
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const body = resource.write(values)
  const faults = faultsOf(schema, body)

  const send = useMutation({
    mutationFn: () => {
      if (row === null) return Value.Check(schema, body) ? create(body) : Promise.resolve()
      const changed = fields.flatMap(({ name, fixed }) => (fixed === true ? [] : [[name, body[name]] as const]))
      return resource.change(hotseat, row.id, Object.fromEntries(changed))
    },
    onSuccess: async (answer) => {
      await queries.invalidateQueries({ queryKey: [resource.section] })
      await queries.invalidateQueries({ queryKey: ['desk'] })
      const name = String(body.name ?? body.label ?? body.title ?? '')
      notifications.show({ message: row === null ? words.created(name) : words.changed(name) })
      if (readActivation(answer) === null) onClose()
    },
  })
  const create = (checked: Static<Create>) => resource.create(hotseat, checked)
  const activation = readActivation(send.data)
  const refused = fieldProblems(send.error)
  const isFormFault = send.isError && Object.keys(refused).every((name) => !fields.some((field) => field.name === name))

  return (
    <Drawer
      opened
      onClose={onClose}
      title={row === null ? words.new(words.things[resource.section]) : words.edit(resource.nameOf(row))}
      closeButtonProps={{ 'aria-label': texts.common.close }}
    >
      {activation !== null ? (
        <ActivationLink activation={activation} name={String(body.name)} onDone={onClose} />
      ) : (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            setLeft(new Set(fields.map(({ name }) => name)))
            if (Object.keys(faults).length === 0) send.mutate()
          }}
        >
          <Stack>
            {fields.map((field, index) => {
              const fault = left.has(field.name) ? faults[field.name] : undefined
              return (
                <ResourceField
                  key={field.name}
                  field={field}
                  isFirst={index === 0}
                  isFixed={row !== null && field.fixed === true}
                  value={values[field.name] ?? field.initial}
                  error={fault === undefined ? refused[field.name] : fault === 'required' ? words.required : words.invalid}
                  onChange={(value) => setValues({ ...values, [field.name]: value })}
                  onLeave={() => setLeft(new Set([...left, field.name]))}
                />
              )
            })}
            {isFormFault && (
              <p className="hs-notice" data-tone="danger" role="alert">
                {problemText(send.error, texts)}
              </p>
            )}
            <ActButton type="submit" loading={send.isPending}>
              {texts.common.save}
            </ActButton>
          </Stack>
        </form>
      )}
    </Drawer>
  )
}
