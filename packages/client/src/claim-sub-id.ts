import type { World } from './world.ts'

const label = 'hotseat.sub'

/**
 * The label of this tab's own session. It survives a reload, but a duplicated tab starts with a copy of it; so the tab
 * that holds its lock keeps it, and any other takes a new one (S-26).
 */
export async function claimSubId({
  tabLabels,
  locks,
  randomLabel,
}: Pick<World, 'tabLabels' | 'locks' | 'randomLabel'>): Promise<string> {
  const kept = tabLabels?.read(label) ?? null
  const isOurs = (subId: string) => locks?.tryHold(`hotseat-sub ${subId}`) ?? Promise.resolve(true)
  if (kept !== null && /^[A-Za-z0-9_-]{1,64}$/.test(kept) && (await isOurs(kept))) return kept
  const fresh = randomLabel()
  await isOurs(fresh)
  tabLabels?.write(label, fresh)
  return fresh
}
