import { timingSafeEqual } from 'node:crypto'
import type { Clock, Random } from '../ports.ts'

/** What one page has: the name of its session, and the token against forged requests if it asked for one. */
export type PageSession = { readonly token: string; readonly csrf: string | null }

/** The sessions of the pages of whoever is signed in, and their common lease of 60 s (spec LB14, LB15). In memory only. */
export interface PageSessions {
  open(withCsrf: boolean): PageSession
  find(token: string | null): PageSession | null
  /** Every session that is open now. */
  readonly all: readonly PageSession[]
  renew(): void
  clear(): void
}

export const leaseMs = 60_000

/** Sessions whose lease calls `onLapse` when nobody renewed it; then they are gone. */
export function createPageSessions(
  { clock, random }: { readonly clock: Clock; readonly random: Random },
  onLapse: () => void,
): PageSessions {
  const sessions: PageSession[] = []
  let cancelLapse: () => void = () => undefined
  const clear = () => {
    sessions.length = 0
    cancelLapse()
  }
  const renew = () => {
    cancelLapse()
    cancelLapse = clock.after(leaseMs, () => {
      clear()
      onLapse()
    })
  }
  const name = () => Buffer.from(random.bytes(32)).toString('base64url')
  return {
    open(withCsrf) {
      const session = { token: name(), csrf: withCsrf ? name() : null }
      sessions.push(session)
      // Pages that were reloaded again and again leave theirs behind.
      if (sessions.length > 32) sessions.shift()
      renew()
      return session
    },
    find: (token) => (token === null ? null : (sessions.find((each) => isSame(each.token, token)) ?? null)),
    get all() {
      return [...sessions]
    },
    renew,
    clear,
  }
}

/** Whether two secrets are the same, in a time that does not tell how much of them is. */
export function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
