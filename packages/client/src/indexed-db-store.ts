import { openDB } from 'idb'
import { createMemoryStore } from './memory-store.ts'
import type { Store } from './world.ts'

const database = 'hotseat'
const table = 'kept'

/**
 * The store of a browser. It keeps key pairs whose private half cannot be read by anyone (S-53). Where the browser
 * forbids it, the client works on with memory: it then comes back after a loss, but not after a reload.
 */
export function createIndexedDbStore(): Store {
  const opened = openDB(database, 1, { upgrade: (db) => db.createObjectStore(table) })
  const whenOpen = opened.then(
    (db): Store => ({
      read: (key) => db.get(table, key),
      write: async (key, value) => {
        await db.put(table, value, key)
      },
      remove: (key) => db.delete(table, key),
    }),
    () => createMemoryStore(),
  )
  return {
    read: async (key) => (await whenOpen).read(key),
    write: async (key, value) => (await whenOpen).write(key, value),
    remove: async (key) => (await whenOpen).remove(key),
  }
}
