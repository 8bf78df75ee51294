/** A line of a CSV file: its number as an editor counts (from 1) and its values. */
export type CsvLine = { readonly line: number; readonly cells: readonly string[] }

/**
 * Reads CSV (RFC 4180): commas or, as some countries' spreadsheets write, semicolons; quotes; line breaks inside
 * quotes. Empty lines are left out.
 */
export function parseCsv(text: string): readonly CsvLine[] {
  const source = text.replace(/^\uFEFF/, '')
  const separator = separatorOf(source)
  const lines: CsvLine[] = []
  let cells: string[] = []
  let cell = ''
  let isQuoted = false
  let line = 1
  let startedAt = 1
  const endLine = () => {
    cells.push(cell)
    if (cells.some((each) => each !== '')) lines.push({ line: startedAt, cells })
    cells = []
    cell = ''
    startedAt = line
  }
  for (let at = 0; at < source.length; at += 1) {
    const letter = source[at]
    if (letter === '\n') line += 1
    if (isQuoted) {
      if (letter !== '"') cell += letter
      else if (source[at + 1] === '"') {
        cell += '"'
        at += 1
      } else isQuoted = false
    } else if (letter === '"' && cell === '') isQuoted = true
    else if (letter === separator) {
      cells.push(cell)
      cell = ''
    } else if (letter === '\n') endLine()
    else if (letter !== '\r') cell += letter
  }
  endLine()
  return lines
}

function separatorOf(text: string): ',' | ';' {
  const head = text.split('\n', 1)[0] ?? ''
  return head.split(';').length > head.split(',').length ? ';' : ','
}

/**
 * Writes CSV. A value that a spreadsheet would run as a formula gets an apostrophe in front, so that nobody's name can
 * become a command.
 */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map(writeCell).join(',')).join('\r\n')
}

function writeCell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",;\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Gives a file to the person. */
export function downloadCsv(name: string, rows: readonly (readonly string[])[]): void {
  const url = URL.createObjectURL(new Blob([`\uFEFF${writeCsv(rows)}`], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = `${name}.csv`
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
