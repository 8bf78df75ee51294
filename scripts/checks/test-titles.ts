/**
 * The titles of a file's tests and suites: `test('…')`, `it.each([…])('…')`, `test.prop([…])('…')`, `` describe(`…`) ``.
 * It reads calls, not a syntax tree: brackets are matched with strings and comments skipped.
 */
export function testTitles(source: string): readonly string[] {
  const starts = [...source.matchAll(/\b(?:test|it|describe)(?:\.\w+)*(?=[(`])/g)]
  return starts.flatMap((start) => titleFrom(source, start.index + start[0].length))
}

/** The first argument of the last of the calls that follow each other, when it is a string. */
function titleFrom(source: string, open: number): readonly string[] {
  const after = endOf(source, open)
  if (source[after] === '(') return titleFrom(source, after)
  if (source[open] !== '(') return []
  const begin = open + 1 + (/^\s*/.exec(source.slice(open + 1, open + 200))?.[0].length ?? 0)
  return isQuote(source[begin]) ? [source.slice(begin + 1, endOf(source, begin) - 1)] : []
}

/** Where the group or string that opens at `at` is over: the index after its last character. */
function endOf(source: string, at: number): number {
  const opening = source[at] ?? ''
  if (isQuote(opening)) return endOfString(source, at)
  let depth = 0
  for (let index = at; index < source.length; index += 1) {
    const character = source[index] ?? ''
    if (source.startsWith('//', index)) index = source.indexOf('\n', index)
    else if (isQuote(character)) index = endOfString(source, index) - 1
    else if ('([{'.includes(character)) depth += 1
    else if (')]}'.includes(character)) depth -= 1
    if (depth === 0 || index < 0) return index < 0 ? source.length : index + 1
  }
  return source.length
}

function endOfString(source: string, at: number): number {
  for (let index = at + 1; index < source.length; index += 1) {
    if (source[index] === '\\') index += 1
    else if (source[index] === source[at]) return index + 1
  }
  return source.length
}

function isQuote(character: string | undefined): boolean {
  return character === "'" || character === '"' || character === '`'
}
