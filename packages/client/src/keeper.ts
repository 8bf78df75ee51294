import { generateDeviceKey, isKeyPair } from './device-key.ts'
import { type Keepsake, parseKeepsake } from './keepsake.ts'
import type { World } from './world.ts'

/** What outlives the page, for one server and one sub-session. */
export interface Keeper {
  find(): Promise<Keepsake | null>
  keep(keepsake: Keepsake): Promise<void>
  /** Forgets the session, unless another tab has begun a new one since. */
  forget(sessionId: string): Promise<void>
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
  return {
    find: async () => parseKeepsake(await read(`session ${scope}`)),
    keep: (keepsake) => write(`session ${scope}`, keepsake),
    async forget(sessionId) {
      const kept = parseKeepsake(await read(`session ${scope}`))
      if (kept === null || kept.sessionId === sessionId) await remove(`session ${scope}`)
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
