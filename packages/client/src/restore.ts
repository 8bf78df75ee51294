import type { SessionDocument } from '@hotseat/protocol'
import { HotseatError } from './hotseat.ts'
import type { Keepsake } from './keepsake.ts'
import type { Seat } from './seat.ts'
import { settleOwed } from './settle-owed.ts'

/**
 * Picks up the session of this browser: by its cookie, else by the stored key. While the server is away and there is a
 * key, it goes on asking, and `status` tells how far it is. Rejects when nobody answers and there is nothing to go on with.
 */
export async function restore(seat: Seat): Promise<SessionDocument | null> {
  const { keeper } = await seat.ready
  if (await settleOwed(seat)) return null
  const kept = await keeper.find()
  const document = seat.credential === 'cookie' ? await findByCookie(seat, kept) : null
  if (document !== null) {
    const same = kept !== null && kept.tenant === document.user.tenant && kept.username === document.user.username
    if (same) giveBack(seat, kept)
    else if (kept !== null) await keeper.forget(kept.sessionId)
    await seat.begin(document, kept?.sessionId === document.session.id ? kept.key : undefined)
    return seat.holder.document
  }
  if (kept === null || !kept.settings.autoRelogin) return null
  seat.holder.recall(kept)
  giveBack(seat, kept)
  seat.driver.tell({ type: 'sessionStored' })
  return untilDecided(seat)
}

/** Null when the server knows no session, or cannot be asked and a key may ask again. */
async function findByCookie({ transport }: Seat, kept: Keepsake | null): Promise<SessionDocument | null> {
  try {
    return await transport.call('session', {})
  } catch (error) {
    if (error instanceof HotseatError && (error.status === 401 || kept?.settings.autoRelogin)) return null
    throw error
  }
}

function giveBack({ world, scribe, back }: Seat, { snapshot, savedAt }: Keepsake): void {
  scribe.recall(snapshot)
  back.keptFor({ snapshot, awayMs: Math.max(0, world.clock.now() - savedAt) })
}

function untilDecided({ emitter, holder }: Seat): Promise<SessionDocument | null> {
  return new Promise((resolve) => {
    const forgetAll: (() => void)[] = []
    const decide = (document: SessionDocument | null) => {
      for (const forget of forgetAll) forget()
      resolve(document)
    }
    forgetAll.push(
      emitter.on('session', (document) => document !== null && decide(document)),
      emitter.on('status', ({ kind }) => kind === 'signedOut' && decide(null)),
    )
    if (holder.document !== null) decide(holder.document)
  })
}
