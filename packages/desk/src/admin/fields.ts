import type { Column, Field, FieldLook, FormValue } from './resource.ts'

type Look = Partial<Pick<FieldLook, 'help' | 'fixed' | 'initial' | 'kind'>>
type Having<K extends string, V> = { readonly [P in K]: V }

const asText = (value: FormValue) => (typeof value === 'string' ? value.trim() : '')

/** A text that must be there. */
export function textField<K extends string>(name: K, label: string, look: Look = {}): Field<Having<K, string>> {
  return { name, label, kind: 'text', initial: '', ...look, read: (row) => row[name], write: asText }
}

/** A text that may be missing: empty in the form, null for the API. */
export function optionalField<K extends string>(name: K, label: string, look: Look = {}): Field<Having<K, string | null>> {
  return {
    name,
    label,
    kind: 'text',
    initial: '',
    ...look,
    read: (row) => row[name] ?? '',
    write: (value) => asText(value) || null,
  }
}

/** One of a few values, each with its words. */
export function choiceField<K extends string, V extends string>(
  name: K,
  label: string,
  words: Readonly<Record<V, string>>,
  look: Look & { readonly values: readonly V[] },
): Field<Having<K, V>> {
  const { values, ...rest } = look
  const options = values.map((value) => ({ value, label: words[value] }))
  return { name, label, kind: 'choice', initial: values[0] ?? '', ...rest, options, read: (row) => row[name], write: asText }
}

/** Any number of ids, out of what there is. */
export function severalField<K extends string>(
  name: K,
  label: string,
  rows: readonly { readonly id: string; readonly name: string }[],
  help?: string,
): Field<Having<K, readonly string[]>> {
  const options = rows.map((row) => ({ value: row.id, label: row.name }))
  const write = (value: FormValue) => (Array.isArray(value) ? value : [])
  return {
    name,
    label,
    kind: 'several',
    initial: [],
    options,
    ...(help === undefined ? {} : { help }),
    read: (row) => row[name],
    write,
  }
}

/** Something that is on or off, with what it touches. */
export function flagField<K extends string>(name: K, label: string, help: string): Field<Having<K, boolean>> {
  return { name, label, help, kind: 'flag', initial: false, read: (row) => row[name], write: (value) => value === true }
}

/** A list of small things, one a line. */
export function linesField<K extends string, Item>(
  name: K,
  label: string,
  { help, toLine, fromLine }: { help: string; toLine: (item: Item) => string; fromLine: (line: string) => Item },
): Field<Having<K, readonly Item[]>> {
  return {
    ...{ name, label, help, kind: 'lines', initial: '' },
    read: (row) => row[name].map(toLine).join('\n'),
    write: (value) =>
      asText(value)
        .split(/\r?\n/)
        .flatMap((line) => (line.trim() === '' ? [] : [fromLine(line.trim())])),
  }
}

/** A field as a column: its words where it is a choice, else what the form shows. */
export function columnOf<Row>({ name, label, options, read }: Field<Row>, rest: Partial<Column<Row>> = {}): Column<Row> {
  const wordsOf = (id: string) => options?.find(({ value }) => value === id)?.label ?? id
  const text = (row: Row) => {
    const value = read(row)
    if (typeof value === 'boolean') return String(value)
    return typeof value === 'string' ? wordsOf(value) : value.join(', ')
  }
  return { name, title: label, text, ...rest }
}
