import type { Deps } from '../deps.ts'
import type { Transaction } from '../store/store.ts'
import type { BrowserRow, SessionRow } from '../store/tables.ts'
import type { RequestFacts } from '../use-case.ts'
import { leaveBrowser } from './browser.ts'
import { createAccessToken, createBrowserToken, createId, hashToken } from './tokens.ts'

/** An access token lives this long; the device key renews it. */
const accessTokenMs = 5 * 60_000

/** What a client gets to speak for its session with: a cookie, or an access token. */
export type Credential = {
  /** The session as it is to be stored. */
  readonly session: SessionRow
  readonly cookie?: { readonly token: string }
  readonly accessToken?: { readonly value: string; readonly expiresAt: number }
}

/**
 * Gives a session a new token at every authentication; the one before is dead from then on (S-22). Without a browser to
 * go on in it gets one of its own, and leaves the one that it was in.
 */
export async function issueCredential(
  deps: Pick<Deps, 'random' | 'clock'>,
  tx: Transaction,
  session: SessionRow,
  browser: BrowserRow | undefined,
  facts: Pick<RequestFacts, 'keepsToken'>,
): Promise<Credential> {
  if (session.credential === 'bearer') {
    const value = createAccessToken(deps.random, tx.tenantId)
    const renewAt = facts.keepsToken ? session.expiresAt : deps.clock.now() + accessTokenMs
    const expiresAt = Math.min(renewAt, session.expiresAt)
    return {
      session: { ...session, browserId: null, tokenHash: hashToken(value), tokenExpiresAt: expiresAt },
      accessToken: { value, expiresAt },
    }
  }
  if (session.browserId !== browser?.id) await leaveBrowser(tx.system, session)
  const id = browser?.id ?? createId(deps.random)
  const token = createBrowserToken(deps.random, id)
  const slot = { tenant: tx.tenantId, sessionId: session.id }
  const sessions = { ...browser?.sessions, [session.subId]: slot }
  tx.system.put('browsers', { id, tokenHash: hashToken(token), sessions, seenAt: deps.clock.now() })
  return { session: { ...session, browserId: id, tokenHash: null, tokenExpiresAt: null }, cookie: { token } }
}
