import { accepted, type Result, refused } from '../result.ts'

const maxLength = 256
/** Shorter names are parts of too many words to be forbidden. */
const minPersonalLength = 4
const productWords = ['hotseat']

/** For whom the password is, and what the tenant asks of it. `minLength` is the preference `passwords.minLength`. */
export type PasswordPolicy = { readonly minLength: number; readonly username: string; readonly name: string }

/** The form in which a password is hashed and verified: NFC, nothing else; not trimmed, not cut (S-01, spec SO1). */
export function normalisePassword(password: string): string {
  return password.normalize('NFC')
}

/**
 * Whether a new password is good enough: `minLength` to 256 code points of its NFC form, of any script, with no rule
 * about kinds of characters (S-01), and without the person's or the product's name (S-02).
 */
export function checkPassword(password: string, policy: PasswordPolicy): Result<string> {
  // Half a surrogate pair has no UTF-8 form: two such passwords would hash alike.
  if (!password.isWellFormed()) return refused('request.invalid', { field: 'password' })
  const normal = normalisePassword(password)
  const length = [...normal].length
  if (length < policy.minLength || length > maxLength) {
    return refused('password.length', { field: 'password', facts: { minimum: policy.minLength, maximum: maxLength } })
  }
  const folded = normal.toLowerCase()
  const personal = [...productWords, ...wordsOf(policy.username), ...wordsOf(policy.name)]
  if (personal.some((word) => folded.includes(word))) return refused('password.personal', { field: 'password' })
  return accepted(normal)
}

function wordsOf(name: string): readonly string[] {
  const folded = name.normalize('NFC').toLowerCase()
  return [folded, ...folded.split(/\s+/)].filter((word) => [...word].length >= minPersonalLength)
}
