import type { World } from './world.ts'

/** The name of a tab that no other living tab has, and what gives it up to the next client in this tab. */
export type LabelClaim = { readonly label: string; readonly giveUp: () => void }

/** What a client that shares the session of its browser has for a sub-session. */
export const noLabel: LabelClaim = { label: '', giveUp: () => undefined }

const lockOf = (kind: 'sub' | 'tab', label: string) => `hotseat-${kind} ${label}`

/**
 * A label of this tab: of its own session (`sub`), or of what it keeps of a shared one (`tab`). It survives a reload,
 * but a duplicated tab starts with a copy of it; so the tab that holds its lock keeps it, and any other takes a new one
 * (S-26).
 */
export async function claimLabel(
  { tabLabels, locks, randomLabel }: Pick<World, 'tabLabels' | 'locks' | 'randomLabel'>,
  kind: 'sub' | 'tab',
): Promise<LabelClaim> {
  const hold = (label: string) => locks?.tryHold(lockOf(kind, label)) ?? Promise.resolve(noLabel.giveUp)
  const kept = tabLabels?.read(`hotseat.${kind}`) ?? null
  if (kept !== null && /^[A-Za-z0-9_-]{1,64}$/.test(kept)) {
    const giveUp = await hold(kept)
    if (giveUp !== null) return { label: kept, giveUp }
  }
  const label = randomLabel()
  const giveUp = (await hold(label)) ?? noLabel.giveUp
  tabLabels?.write(`hotseat.${kind}`, label)
  return { label, giveUp }
}

/** Whether a living tab has this label; where there are no locks it is not known, and taken for no. */
export async function isClaimed({ locks }: Pick<World, 'locks'>, kind: 'sub' | 'tab', label: string): Promise<boolean> {
  if (locks === null) return false
  const giveUp = await locks.tryHold(lockOf(kind, label))
  giveUp?.()
  return giveUp === null
}
