import type { Store } from '@hotseat/client'

/** What a sign-in writes stays with it until it has won; then it is the store below, and so is everything written from then on. */
export type TrialStore = Store & { keep(): Promise<void> }

/** A trial over a store: another sign-in that comes to nothing changes nothing of who is here (spec LB18). */
export function createTrialStore(below: Store): TrialStore {
  const own = new Map<string, unknown>()
  let isKept = false
  return {
    read: async (key) => (own.has(key) ? own.get(key) : below.read(key)),
    async write(key, value) {
      if (isKept) return below.write(key, value)
      own.set(key, value)
    },
    async remove(key) {
      if (isKept) return below.remove(key)
      own.set(key, undefined)
    },
    async readAll(prefix) {
      const mine = [...own].filter(([key, value]) => key.startsWith(prefix) && value !== undefined).map(([, value]) => value)
      return [...(await below.readAll(prefix)), ...mine]
    },
    async keep() {
      isKept = true
      const all = [...own]
      own.clear()
      await Promise.all(all.map(([key, value]) => (value === undefined ? below.remove(key) : below.write(key, value))))
    },
  }
}
