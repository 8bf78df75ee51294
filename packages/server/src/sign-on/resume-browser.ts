import type { Transaction } from '../store/store.ts'
import type { BrowserRow, SessionRow } from '../store/tables.ts'
import { findBrowser, findSlot, holdsOnly } from './browser.ts'

/**
 * The browser that a resumed session belongs in: the one whose cookie came along, else, when that was lost, the one it
 * was in, unless somebody else is in there, too. Undefined: a new one. `occupied`: somebody else's session has taken its
 * place there meanwhile; people never mix (I5).
 */
export async function findResumeBrowser(
  tx: Transaction,
  session: SessionRow,
  token: string | null,
): Promise<BrowserRow | undefined | 'occupied'> {
  if (session.credential === 'bearer') return undefined
  const browser = (await findBrowser(tx.system, token)) ?? (await ownBrowserOf(tx, session))
  const slot = findSlot(browser, session.subId)
  if (!slot || (slot.tenant === tx.tenantId && slot.sessionId === session.id)) return browser
  if (slot.tenant !== tx.tenantId) return 'occupied'
  const other = await tx.get('sessions', { id: slot.sessionId })
  return other?.endedAt === null ? 'occupied' : browser
}

async function ownBrowserOf(tx: Transaction, { browserId, userId }: SessionRow): Promise<BrowserRow | undefined> {
  const browser = browserId === null ? undefined : await tx.system.get('browsers', { id: browserId })
  return browser && (await holdsOnly(tx, browser, userId)) ? browser : undefined
}
