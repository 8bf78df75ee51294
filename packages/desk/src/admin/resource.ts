import type { Hotseat } from '@hotseat/client'
import type { Static, TSchema } from 'typebox'
import { Value } from 'typebox/value'
import type { AllTexts } from '../texts/all-en.ts'

/** What a form holds: text as typed, a switch, or ids that were chosen. */
export type FormValue = string | boolean | readonly string[]
export type FormValues = Readonly<Record<string, FormValue>>

/** How a field of a form looks; a column of the CSV file has its name. */
export type FieldLook = {
  readonly name: string
  readonly kind: 'text' | 'lines' | 'choice' | 'several' | 'flag'
  readonly label: string
  readonly help?: string
  /** It can only be given at creation. */
  readonly fixed?: boolean
  readonly options?: readonly { readonly value: string; readonly label: string }[]
  readonly initial: FormValue
}

/** One field, with the way of its value from a row into the form and from the form to the API, where it is checked. */
export type Field<Row> = FieldLook & {
  readonly read: (row: Row) => FormValue
  readonly write: (value: FormValue) => unknown
}

/** One column of a table: its words, and what it sorts by. */
export type Column<Row> = {
  readonly name: string
  readonly title: string
  readonly text: (row: Row) => string
  readonly sortBy?: (row: Row) => string | number
  readonly isNumber?: boolean
}

/** What tells a kind of thing from the others: where its rows come from and go to, and what they hold. */
export type ResourceParts<Row, Create extends TSchema> = {
  readonly section: keyof AllTexts['admin']['things']
  readonly schema: Create
  readonly list: (hotseat: Hotseat) => Promise<{ rows: readonly Row[] }>
  readonly create: (hotseat: Hotseat, body: Static<Create>) => Promise<unknown>
  readonly change: (hotseat: Hotseat, id: string, body: Readonly<Record<string, unknown>>) => Promise<unknown>
  readonly nameOf: (row: Row) => string
  readonly columns: readonly Column<Row>[]
  readonly fields: readonly Field<Row>[]
  readonly isBuiltIn?: (row: Row) => boolean
}

/** What an administrator keeps: how to read it, show it, fill it in and send it. `Row` is as the API lists it. */
export type Resource<Row extends { readonly id: string; readonly disabled: boolean }, Create extends TSchema> = ResourceParts<
  Row,
  Create
> & {
  /** A row as the form shows it. */
  readonly read: (row: Row) => FormValues
  /** A form as the API takes it, not checked yet. */
  readonly write: (values: FormValues) => Readonly<Record<string, unknown>>
}

/** A kind of thing from its parts. */
export function defineResource<Row extends { readonly id: string; readonly disabled: boolean }, Create extends TSchema>(
  parts: ResourceParts<Row, Create>,
): Resource<Row, Create> {
  return {
    ...parts,
    read: (row) => Object.fromEntries(parts.fields.map(({ name, read }) => [name, read(row)])),
    write: (values) => Object.fromEntries(parts.fields.map(({ name, initial, write }) => [name, write(values[name] ?? initial)])),
  }
}

/** The fields at fault, by the API's own schema; `required` where nothing was given. */
export function faultsOf(
  schema: TSchema,
  body: Readonly<Record<string, unknown>>,
): Readonly<Record<string, 'required' | 'invalid'>> {
  const faults: Record<string, 'required' | 'invalid'> = {}
  for (const { instancePath, keyword, params } of Value.Errors(schema, body)) {
    const missing = keyword === 'required' && 'requiredProperties' in params ? params.requiredProperties : []
    for (const name of missing) faults[name] = 'required'
    const name = instancePath.split('/')[1]
    if (name !== undefined) faults[name] ??= body[name] === '' ? 'required' : 'invalid'
  }
  return faults
}

/** An empty form. */
export function emptyForm(fields: readonly FieldLook[]): FormValues {
  return Object.fromEntries(fields.map(({ name, initial }) => [name, initial]))
}

/** A form's value as one CSV cell, and back. */
export function toCell(value: FormValue | undefined): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return typeof value === 'string' ? value : (value ?? []).join('|')
}

/** A CSV cell as the value of its field. */
export function fromCell({ kind }: FieldLook, cell: string): FormValue {
  if (kind === 'flag') return /^(yes|true|1|ja)$/i.test(cell.trim())
  if (kind === 'several') return cell.split('|').flatMap((id) => id.trim() || [])
  return cell
}
