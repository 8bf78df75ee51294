import { createHash, timingSafeEqual } from 'node:crypto'
import type { ServerSecrets } from '../../deps.ts'

/** The vendor's pair of headers: the first names the header to send the second one's value back in. */
export const csrfHeader = 'X-CSRF-TOKEN'

/** The token of a session, in the vendor's form of a UUID (version 8): it lives as long as the session, on every node (S-31). */
export function csrfTokenOf(secrets: ServerSecrets, sessionId: string): string {
  const bytes = createHash('sha256').update(secrets.csrfToken(sessionId)).digest().subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/** Whether a header's value is the session's token, in constant time. */
export function isCsrfToken(secrets: ServerSecrets, sessionId: string, given: string | string[] | undefined): boolean {
  const wanted = Buffer.from(csrfTokenOf(secrets, sessionId))
  const bytes = Buffer.from(String(given ?? ''))
  return bytes.length === wanted.length && timingSafeEqual(bytes, wanted)
}
