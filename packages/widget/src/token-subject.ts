import { isRecord } from './chat-error.ts'

/**
 * Whom a token names, as the server will read it (CT9); null when that cannot be read. Nothing is proved by it: it only decides
 * whether what is on the screen may stay there while the server is asked.
 */
export function tokenSubject(token: unknown): string | null {
  try {
    const [, payload = ''] = String(token).split('.')
    const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes))
    if (!isRecord(claims)) return null
    if (typeof claims.sub === 'string') return `sub:${claims.sub}`
    return typeof claims.email === 'string' ? `email:${claims.email.toLowerCase()}` : null
  } catch {
    return null
  }
}
