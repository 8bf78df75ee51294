import type { Transaction } from '../store/store.ts'
import type { BrowserRow, SessionRow } from '../store/tables.ts'
import { findBrowser, findSlot } from './browser.ts'

/**
 * The browser that a resumed session belongs in: the one whose cookie came along, else, when that was lost, the one it
 * was in. `occupied`: somebody else's session has taken its place there meanwhile; people never mix (I5).
 */
export async function findResumeBrowser(
  tx: Transaction,
  session: SessionRow,
  token: string | null,
): Promise<BrowserRow | undefined | 'occupied'> {
  if (session.credential === 'bearer') return undefined
  const browser = (await findBrowser(tx.system, token)) ?? (await browserOf(tx, session))
  const slot = findSlot(browser, session.subId)
  if (!slot || (slot.tenant === tx.tenantId && slot.sessionId === session.id)) return browser
  if (slot.tenant !== tx.tenantId) return 'occupied'
  const other = await tx.get('sessions', { id: slot.sessionId })
  return other?.endedAt === null ? 'occupied' : browser
}

async function browserOf(tx: Transaction, { browserId }: SessionRow): Promise<BrowserRow | undefined> {
  return browserId === null ? undefined : tx.system.get('browsers', { id: browserId })
}
