// biome-ignore lint/suspicious/noControlCharactersInRegex: the server takes none of them; pasted text may hold some.
const breaks = /[\u000b\u000c]/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above.
const controls = /[\u0000-\u0008\u000e-\u001f]/g

/** What of a text can be said: a word processor's line and page breaks are line breaks, other control characters are nothing. */
export function sayable(text: string): string {
  return text.replace(breaks, '\n').replace(controls, '').trim()
}
