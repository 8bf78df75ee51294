// Line tabulation, form feed, next line, line and paragraph separator: what a word processor breaks lines and pages with.
// biome-ignore lint/suspicious/noControlCharactersInRegex: pasted text may hold some.
const breaks = /[\u000b\u000c\u0085\u2028\u2029]/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: the server takes few of them, and nobody can read any.
const controls = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f]/g

/** What of a typed or pasted text can be said (spec CW3, DK14): line and page breaks of all kinds as line breaks, other control characters not at all. */
export function sayable(text: string): string {
  return text.replace(breaks, '\n').replace(controls, '').trim()
}
