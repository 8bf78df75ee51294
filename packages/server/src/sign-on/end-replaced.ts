import type { Deps } from '../deps.ts'
import type { Slot } from './browser.ts'
import { endDesk } from './end-desk.ts'

/**
 * Ends a session of another tenant whose place in the browser was taken. It has a unit of work of its own; should the
 * server die between the two, the session is without a cookie and ends by its lost connection.
 */
export async function endReplaced(deps: Deps, slot: Slot | null): Promise<void> {
  if (slot === null) return
  await deps.store.tenant(slot.tenant).transact(async (tx) => {
    const session = await tx.get('sessions', { id: slot.sessionId })
    if (session) await endDesk(tx, session, 'replaced', { at: deps.clock.now(), by: session.userId })
  })
}
