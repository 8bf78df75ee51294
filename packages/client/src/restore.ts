import type { SessionDocument } from '@hotseat/protocol'
import { isClaimed } from './claim-label.ts'
import { HotseatError } from './hotseat.ts'
import type { Keepsake } from './keepsake.ts'
import { isSamePerson, type KeptTab } from './kept-tab.ts'
import type { Seat } from './seat.ts'

/**
 * Picks up the session of this browser: by its cookie, else by the stored key. While the server is away and there is a
 * key, it goes on asking, and `status` tells how far it is. Rejects when nobody answers and there is nothing to go on with.
 */
export async function restore(seat: Seat): Promise<SessionDocument | null> {
  const { keeper } = await seat.ready
  if (await seat.owed.settle()) return null
  const kept = await keeper.find()
  const document = seat.credential === 'cookie' ? await findByCookie(seat, kept) : null
  if (document !== null) {
    if (kept !== null && isSamePerson(kept, document.user)) await giveBack(seat, kept)
    else if (kept !== null) await keeper.forget(kept.sessionId)
    await seat.begin(document, kept?.sessionId === document.session.id ? kept.key : undefined)
    return seat.holder.document
  }
  if (kept === null || !kept.settings.autoRelogin) return null
  seat.holder.recall(kept, await giveBack(seat, kept))
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

/** Gives the page what this tab, or one that is gone, kept; the answer is how far the feed was seen. */
async function giveBack(seat: Seat, person: Keepsake): Promise<number> {
  const { world, scribe, back, activity } = seat
  const { keeper, tab } = await seat.ready
  const all = await keeper.findTabs(person)
  for (const { activeAt } of all) if (activeAt !== null) activity.hear(activeAt)
  const kept = all.find((each) => each.tab === tab) ?? (await findAbandoned(seat, all))
  if (kept === undefined) return all[0]?.offset ?? 0
  scribe.recall(kept.snapshot)
  back.keptFor({ snapshot: kept.snapshot, awayMs: Math.max(0, world.clock.now() - kept.savedAt) })
  if (kept.tab !== tab) {
    await keeper.keepTab({ ...kept, tab })
    await keeper.forgetTab(kept.tab)
  }
  return kept.offset
}

/** A new tab goes on with what the newest closed one left, once; what a living tab shows stays with it (TB7). */
async function findAbandoned({ world }: Seat, all: readonly KeptTab[]): Promise<KeptTab | undefined> {
  for (const kept of all) if (!(await isClaimed(world, 'tab', kept.tab))) return kept
  return undefined
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
