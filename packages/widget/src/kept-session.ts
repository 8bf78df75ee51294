import { isRecord } from './chat-error.ts'
import type { World } from './world.ts'

/** The session of the customer in this browser. */
export type KeptSession = {
  /** Proves who it is: goes to the server alone. */
  readonly token: string
  /** By the clock of this browser, which may be wrong: when the session was got, and the life that the server gave it. */
  readonly expiresAt: number
  /** Whom the site's token named; null for one who came without: how this site may go on with them. */
  readonly subject: string | null
  /** Who it is, as the server says; one guest is not another. Only ever compared (S-51). */
  readonly customerId: string
}

/** Where the session of one tenant's project is kept, so that a reload and the site's other tabs go on with it. */
export function createKeptSession({ browser, watchShelf, clock }: Pick<World, 'browser' | 'watchShelf' | 'clock'>, name: string) {
  const key = `hotseat-chat ${name}`
  const read = (): KeptSession | null => {
    const kept = parse(browser.read(key))
    return kept !== null && kept.expiresAt > clock.now() ? kept : null
  }
  return {
    read,
    write: (session: KeptSession) => browser.write(key, JSON.stringify(session)),
    /** Forgets this session, and one that is over, unless a good one has taken its place meanwhile. */
    forget(token: string | null): void {
      const kept = read()
      if (kept === null || kept.token === token) browser.remove(key)
    },
    watch: (onChange: (kept: KeptSession | null) => void) => watchShelf(key, () => onChange(read())),
  }
}

function parse(text: string | null): KeptSession | null {
  try {
    const kept: unknown = JSON.parse(text ?? 'null')
    if (!isRecord(kept)) return null
    const { token, expiresAt, subject, customerId } = kept
    if (typeof token !== 'string' || typeof expiresAt !== 'number' || typeof customerId !== 'string') return null
    return { token, expiresAt, subject: typeof subject === 'string' ? subject : null, customerId }
  } catch {
    return null
  }
}
