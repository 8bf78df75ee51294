import type { TSchema } from 'typebox'
import type { AllTexts } from '../texts/all-en.ts'
import { type CsvLine, parseCsv } from './csv.ts'
import { emptyForm, type FieldLook, type FormValues, faultsOf, fromCell } from './resource.ts'

/** What a dry run found: what can be sent, and every line that cannot, with why. */
export type DryRun = {
  readonly good: readonly { readonly line: number; readonly body: Readonly<Record<string, unknown>> }[]
  readonly bad: readonly { readonly line: number; readonly why: string }[]
}

type Parts = {
  readonly fields: readonly FieldLook[]
  readonly schema: TSchema
  readonly write: (values: FormValues) => Readonly<Record<string, unknown>>
  /** The field that names a thing, and the names there are. */
  readonly keyField: string
  readonly existing: ReadonlySet<string>
}

/** Checks a CSV file line by line against the API's schema, itself, and what exists; sends nothing. */
export function dryRun(text: string, { fields, schema, write, keyField, existing }: Parts, texts: AllTexts): DryRun {
  const [head, ...lines] = parseCsv(text)
  const columns = (head?.cells ?? []).map((cell) => cell.trim())
  const seen = new Set<string>()
  const good: { line: number; body: Readonly<Record<string, unknown>> }[] = []
  const bad: { line: number; why: string }[] = []
  for (const { line, cells } of lines) {
    const body = write(valuesOf(cells, columns, fields))
    const key = String(body[keyField] ?? '')
    const why = faultOf({ line, cells }, columns, body, key)
    seen.add(key)
    if (why === null) good.push({ line, body })
    else bad.push({ line, why })
  }
  return { good, bad }

  function faultOf(
    { cells }: CsvLine,
    names: readonly string[],
    body: Readonly<Record<string, unknown>>,
    key: string,
  ): string | null {
    if (cells.length !== names.length) return texts.admin.importColumns(cells.length)
    const faults = Object.entries(faultsOf(schema, body)).map(
      ([name, fault]) => `${name}: ${fault === 'required' ? texts.admin.required : texts.admin.invalid}`,
    )
    if (faults.length > 0) return faults.join(' ')
    if (existing.has(key)) return `${key}: ${texts.admin.importExists}`
    return seen.has(key) ? `${key}: ${texts.admin.importTwice}` : null
  }
}

function valuesOf(cells: readonly string[], columns: readonly string[], fields: readonly FieldLook[]): FormValues {
  const given = fields.flatMap((field) => {
    const cell = cells[columns.indexOf(field.name)]
    return cell === undefined ? [] : [[field.name, fromCell(field, cell)] as const]
  })
  return { ...emptyForm(fields), ...Object.fromEntries(given) }
}
