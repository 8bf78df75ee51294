import { claimLabel } from '../claim-label.ts'
import type { TabLabels, World } from '../world.ts'
import type { LabelList } from './place.ts'

/** Which session of the browser. Other tabs find one that is `listed` without being told of it. */
export type Label = { readonly subId: string; readonly isListed: boolean }

/** Under which labels the sessions of this page are. */
export type Labels = {
  /** What `getSubID` answers: this tab's own label, the same one each time. */
  ownText(): string
  /** This tab's own label, which no other living tab has (S-26). Whoever asks first claims it for the life of the page. */
  own(): Promise<Label>
  /** The label that a `subid` means: this tab's own, or one that is shared with whichever tab gives the same. */
  given(text: string): Promise<Label>
  /** The labels under which a session may be live, the likeliest first; the last is what the browser's tabs share anyway. */
  candidates(): readonly Label[]
  remember(label: Label): void
  forget(label: Label): void
}

const ownKey = 'hotseat.sub'
const tabKey = 'hotseat.ipcortex.label'

/** The labels of one page. */
export function createLabels(
  { tabLabels, labels }: { readonly tabLabels: TabLabels; readonly labels: LabelList },
  world: Pick<World, 'tabLabels' | 'locks' | 'randomLabel'>,
): Labels {
  let claim: Promise<Label> | null = null

  function ownText(): string {
    const kept = tabLabels.read(ownKey)
    const label = kept ?? world.randomLabel()
    if (kept === null) tabLabels.write(ownKey, label)
    return label
  }
  function own(): Promise<Label> {
    ownText()
    claim ??= claimLabel(world, 'sub').then(({ label }) => ({ subId: label, isListed: false }))
    return claim
  }

  return {
    ownText,
    own,
    async given(text) {
      if (text === tabLabels.read(ownKey)) return own()
      // Labels go into addresses and headers, which take no other characters.
      const subId = /^[A-Za-z0-9_-]{1,64}$/.test(text) ? text : hashed('s', text)
      return { subId, isListed: false }
    },
    candidates() {
      const ours = tabLabels.read(tabKey)
      const all = new Set([...(ours === null ? [] : [ours]), ...labels.read(), ''])
      return [...all].map((subId) => ({ subId, isListed: subId !== ours || labels.read().includes(subId) }))
    },
    remember(label) {
      if (label.subId === tabLabels.read(ownKey)) return
      tabLabels.write(tabKey, label.subId)
      if (label.isListed && label.subId !== '') labels.add(label.subId)
    },
    forget({ subId }) {
      if (tabLabels.read(tabKey) === subId) tabLabels.write(tabKey, '')
      labels.remove(subId)
    },
  }
}

/**
 * The label of somebody's session: sessions of discrete users are always apart, those of one user are shared by the tabs. It
 * goes into addresses and is kept in the browser, so it does not say the name.
 */
export function labelOfUser(username: string): Label {
  const name = username.trim().toLowerCase().normalize('NFC')
  return { subId: hashed('u', name), isListed: true }
}

const hashed = (kind: 's' | 'u', text: string) => `${kind}_${hashOf(text, 0x811c9dc5)}_${hashOf(text, 0x01000193)}`

/** FNV-1a of 32 bits from a start of one's own: it keeps two names apart, and hides neither from somebody who guesses. */
function hashOf(text: string, start: number): string {
  let hash = start
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return (hash >>> 0).toString(36)
}
