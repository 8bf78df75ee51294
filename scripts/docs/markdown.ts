/** A generated page: its title, where it comes from, and its blocks with a blank line between. */
export function page(title: string, source: string, ...blocks: readonly string[]): string {
  return `${[`# ${title}`, `<!-- Generated from ${source} by npm run docs. -->`, ...blocks].join('\n\n')}\n`
}

/** A table; a `|` inside a cell is escaped. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** Text in code style. */
export function code(text: string): string {
  return `\`${text}\``
}

/** Values by the part of their key before the first `.`, in the order they come. */
export function byGroup<T>(rows: Readonly<Record<string, T>>): ReadonlyMap<string, readonly (readonly [string, T])[]> {
  return Map.groupBy(Object.entries(rows), ([key]) => key.split('.')[0] ?? key)
}
