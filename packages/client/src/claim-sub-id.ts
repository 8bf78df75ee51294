import type { World } from './world.ts'

const label = 'hotseat.sub'

/** The label of a tab's own session, and what gives it up to the next client in this tab. */
export type SubClaim = { readonly subId: string; readonly giveUp: () => void }

/** What a client that shares the session of its browser has instead of a label. */
export const noSub: SubClaim = { subId: '', giveUp: () => undefined }

/**
 * The label of this tab's own session. It survives a reload, but a duplicated tab starts with a copy of it; so the tab
 * that holds its lock keeps it, and any other takes a new one (S-26).
 */
export async function claimSubId({
  tabLabels,
  locks,
  randomLabel,
}: Pick<World, 'tabLabels' | 'locks' | 'randomLabel'>): Promise<SubClaim> {
  const hold = (subId: string) => locks?.tryHold(`hotseat-sub ${subId}`) ?? Promise.resolve(noSub.giveUp)
  const kept = tabLabels?.read(label) ?? null
  if (kept !== null && /^[A-Za-z0-9_-]{1,64}$/.test(kept)) {
    const giveUp = await hold(kept)
    if (giveUp !== null) return { subId: kept, giveUp }
  }
  const subId = randomLabel()
  const giveUp = (await hold(subId)) ?? noSub.giveUp
  tabLabels?.write(label, subId)
  return { subId, giveUp }
}
