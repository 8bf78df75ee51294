import type { Deps } from '../deps.ts'
import type { Slot } from './browser.ts'
import { endDesk } from './end-desk.ts'

/**
 * Ends sessions of other tenants whose place was taken. Each has a unit of work of its own; should the server die between
 * two, the session is in nobody's hand and ends by its lost connection.
 */
export async function endReplaced(deps: Deps, slots: readonly Slot[]): Promise<void> {
  for (const slot of slots)
    await deps.store.tenant(slot.tenant).transact(async (tx) => {
      const session = await tx.get('sessions', { id: slot.sessionId })
      if (session) await endDesk(tx, session, 'replaced', { at: deps.clock.now(), by: session.userId })
    })
}
