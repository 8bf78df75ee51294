import { generateDeviceKey, isKeyPair } from './device-key.ts'
import { type Keepsake, parseKeepsake } from './keepsake.ts'
import { isSamePerson, type KeptTab, type Person, parseKeptTab } from './kept-tab.ts'
import type { World } from './world.ts'

/** What outlives the page, for one server and one sub-session. */
export interface Keeper {
  find(): Promise<Keepsake | null>
  keep(keepsake: Keepsake): Promise<void>
  /** Forgets the session and its tabs, unless another tab has begun a new one since. */
  forget(sessionId: string): Promise<void>
  /** What this person's tabs kept, the newest first. */
  findTabs(person: Person): Promise<KeptTab[]>
  /** One write that is under way when this returns: a page that goes away has no time for more. */
  keepTab(kept: KeptTab): Promise<void>
  forgetTab(tab: string): Promise<void>
  /** Forgets what the tabs of everybody else kept (S-58). */
  forgetOthers(person: Person): Promise<void>
  /** Forgets the key by which the server knows this device (S-13). */
  forgetDevice(): Promise<void>
  /** The key of this device, made when there is none; null where none can be made. It names a device, not a person, and so outlives a sign-out. */
  deviceKey(): Promise<CryptoKeyPair | null>
  /** Remembers a sign-out that the server could not be told of: the cookie is still in the browser (S-24). */
  owe(sessionId: string): Promise<void>
  /** The session whose sign-out is owed; null when none is. */
  findOwed(): Promise<string | null>
  settle(): Promise<void>
}

/** A keeper over the world's store. A store that fails is as good as an empty one: the work goes on. */
export function createKeeper({ store, subtle }: Pick<World, 'store' | 'subtle'>, origin: string, subId: string): Keeper {
  const scope = `${origin} ${subId}`
  const read = (key: string) => store.read(key).catch(() => undefined)
  const write = (key: string, value: unknown) => store.write(key, value).catch(() => undefined)
  const remove = (key: string) => store.remove(key).catch(() => undefined)
  const readTabs = async () => {
    const values = await store.readAll(`tab ${scope} `).catch(() => [])
    return values.map(parseKeptTab).filter((kept) => kept !== null)
  }
  const forgetTab = (tab: string) => remove(`tab ${scope} ${tab}`)
  return {
    find: async () => parseKeepsake(await read(`session ${scope}`)),
    keep: (keepsake) => write(`session ${scope}`, keepsake),
    async forget(sessionId) {
      const kept = parseKeepsake(await read(`session ${scope}`))
      if (kept !== null && kept.sessionId !== sessionId) return
      await remove(`session ${scope}`)
      for (const { tab } of await readTabs()) await forgetTab(tab)
    },
    async findTabs(person) {
      const tabs = await readTabs()
      return tabs.filter((kept) => isSamePerson(kept, person)).sort((one, other) => other.savedAt - one.savedAt)
    },
    keepTab: (kept) => write(`tab ${scope} ${kept.tab}`, kept),
    forgetTab,
    async forgetOthers(person) {
      for (const kept of await readTabs()) if (!isSamePerson(kept, person)) await forgetTab(kept.tab)
    },
    forgetDevice: () => remove(`device ${origin}`),
    async deviceKey() {
      const kept = await read(`device ${origin}`)
      if (isKeyPair(kept)) return kept
      if (subtle === null) return null
      const made = await generateDeviceKey(subtle)
      await write(`device ${origin}`, made)
      return made
    },
    owe: (sessionId) => write(`owed ${scope}`, sessionId),
    async findOwed() {
      const owed = await read(`owed ${scope}`)
      return typeof owed === 'string' ? owed : null
    },
    settle: () => remove(`owed ${scope}`),
  }
}
