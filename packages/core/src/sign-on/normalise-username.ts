/**
 * The form in which user names are kept and compared: NFC, lower case by Unicode's own mapping, spaces kept (spec SO3).
 * Doing it twice changes nothing.
 */
export function normaliseUsername(username: string): string {
  const folded = username.normalize('NFC').toLowerCase()
  return folded.normalize('NFC')
}
