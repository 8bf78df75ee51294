const word = String.raw`[\p{L}\p{M}]+(?:['’-][\p{L}\p{M}]+)*['’]?`
const personName = new RegExp(`^(?=['’\\p{L}\\p{M}-]*\\p{L}[\\p{L}\\p{M}])${word}(?: ${word})+$`, 'u')

/**
 * A person's name, tidied: letters of every script, spaces, hyphens and apostrophes; the first name has two letters or
 * more, the last name one (vendor page rules, spec AD3). Null when it breaks the rule.
 */
export function parsePersonName(text: string): string | null {
  const name = text.normalize('NFC').trim().replace(/\s+/gu, ' ')
  return personName.test(name) ? name : null
}
