import { type IDBPDatabase, openDB } from 'idb'
import { createMemoryStore } from './memory-store.ts'
import type { Store } from './world.ts'

/** Committed by hand: a page that goes away does not live to see the request's success, and its open transactions are lost. */
async function put(db: IDBPDatabase, key: string, value: unknown): Promise<void> {
  const change = db.transaction(table, 'readwrite')
  const written = change.store.put(value, key)
  change.commit()
  await Promise.all([written, change.done])
}

const database = 'hotseat'
const table = 'kept'

/**
 * The store of a browser. It keeps key pairs whose private half cannot be read by anyone (S-53). Where the browser
 * forbids it, the client works on with memory: it then comes back after a loss, but not after a reload.
 */
export function createIndexedDbStore(): Store {
  const memory = createMemoryStore()
  let opened: Promise<IDBPDatabase> | null = null
  const terminated = () => {
    opened = null
  }
  const open = () => {
    opened ??= openDB(database, 1, { upgrade: (db) => void db.createObjectStore(table), terminated })
    return opened
  }
  /** A browser that empties its storage cuts the connection; the second try opens a new one. */
  async function onTable<T>(task: (db: IDBPDatabase) => Promise<T>, otherwise: () => Promise<T>): Promise<T> {
    try {
      return await task(await open())
    } catch {
      opened = null
    }
    try {
      return await task(await open())
    } catch {
      return otherwise()
    }
  }
  return {
    read: (key) =>
      onTable<unknown>(
        (db) => db.get(table, key),
        () => memory.read(key),
      ),
    write: (key, value) =>
      onTable(
        (db) => put(db, key, value),
        () => memory.write(key, value),
      ),
    remove: (key) =>
      onTable(
        (db) => db.delete(table, key),
        () => memory.remove(key),
      ),
    readAll: (prefix) =>
      onTable<unknown[]>(
        (db) => db.getAll(table, IDBKeyRange.bound(prefix, `${prefix}\uffff`)),
        () => memory.readAll(prefix),
      ),
  }
}
