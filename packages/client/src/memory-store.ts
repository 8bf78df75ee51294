import type { Store } from './world.ts'

/** A store that lives as long as the process: for Node, and for browsers that allow nothing else. */
export function createMemoryStore(): Store {
  const values = new Map<string, unknown>()
  return {
    read: async (key) => values.get(key),
    write: async (key, value) => {
      values.set(key, value)
    },
    remove: async (key) => {
      values.delete(key)
    },
    readAll: async (prefix) => [...values].filter(([key]) => key.startsWith(prefix)).map(([, value]) => value),
  }
}
