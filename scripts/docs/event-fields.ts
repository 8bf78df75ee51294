/**
 * The fields of every event as the type `EventData` writes them, by kind. The type is read as text, for it exists at
 * compile time only; the formatter keeps its form.
 */
export function eventFields(source: string): ReadonlyMap<string, string> {
  const body = /^export type EventData = \{\n([\s\S]*?)^\}/m.exec(source)?.[1]
  if (body === undefined) throw new Error('events.ts has no type EventData')
  const entries = [...body.matchAll(/^ {2}'([\w.]+)': \{([\s\S]*?)\}(?=\n {2}\S|\n\n|\n$)/gm)]
  return new Map(
    entries.map(([, kind = '', fields = '']) => [
      kind,
      fields
        .trim()
        .split(/\n\s*|; /)
        .join('; '),
    ]),
  )
}
