import type { Reader, Transaction, Writer } from '../store/store.ts'
import type { BrowserRow, SystemTables } from '../store/tables.ts'
import { browserIdOf, isHashOf } from './tokens.ts'

/** A session in a browser's hand. */
export type Slot = { readonly tenant: string; readonly sessionId: string }

/** The browser whose cookie carries the token; undefined for a token that is not, or no longer, one of ours. */
export async function findBrowser(system: Reader<SystemTables>, token: string | null): Promise<BrowserRow | undefined> {
  if (token === null) return undefined
  const browser = await system.get('browsers', { id: browserIdOf(token) })
  return browser && isHashOf(browser.tokenHash, token) ? browser : undefined
}

/** What a browser holds under a label; labels are the client's, so only own members count. */
export function findSlot(browser: BrowserRow | undefined, subId: string): Slot | undefined {
  return browser && Object.hasOwn(browser.sessions, subId) ? browser.sessions[subId] : undefined
}

/**
 * Whether everything in a browser is one person's. Only then may that person have a new cookie for it without having
 * brought the last one: a cookie opens every session of its browser (I5).
 */
export async function holdsOnly(tx: Transaction, browser: BrowserRow, userId: string): Promise<boolean> {
  for (const { tenant, sessionId } of Object.values(browser.sessions)) {
    if (tenant !== tx.tenantId) return false
    const session = await tx.get('sessions', { id: sessionId })
    if (session?.endedAt === null && session.userId !== userId) return false
  }
  return true
}

/** Takes a session out of its browser; a browser without sessions is forgotten. */
export async function leaveBrowser(
  system: Writer<SystemTables>,
  session: { readonly id: string; readonly subId: string; readonly browserId: string | null },
): Promise<void> {
  if (session.browserId === null) return
  const browser = await system.get('browsers', { id: session.browserId })
  if (!browser || findSlot(browser, session.subId)?.sessionId !== session.id) return
  const { [session.subId]: _, ...sessions } = browser.sessions
  if (Object.keys(sessions).length > 0) system.put('browsers', { ...browser, sessions })
  else system.remove('browsers', { id: browser.id })
}
