import type { SessionView } from './view-context.tsx'

/** What this browser showed last, so that a reload during an outage shows it again. It holds no secret (S-52, S-58). */
export type LastView = {
  readonly session: SessionView
  readonly seenAt: number
  /** Answers of lists by query key, as JSON. */
  readonly lists: readonly (readonly [key: string, answer: unknown])[]
}

const databaseName = 'hotseat-desk'
const storeName = 'views'
const viewKey = 'last'

function request<T>(of: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    of.onsuccess = () => resolve(of.result)
    of.onerror = () => reject(of.error)
  })
}

async function withStore<T>(mode: IDBTransactionMode, use: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const opening = indexedDB.open(databaseName, 1)
  opening.onupgradeneeded = () => opening.result.createObjectStore(storeName)
  const database = await request(opening)
  try {
    return await request(use(database.transaction(storeName, mode).objectStore(storeName)))
  } finally {
    database.close()
  }
}

function isLastView(value: unknown): value is LastView {
  return typeof value === 'object' && value !== null && 'session' in value && 'seenAt' in value && 'lists' in value
}

/** The view that was stored last, or null; a browser without storage has none. */
export async function findLastView(): Promise<LastView | null> {
  const stored: unknown = await withStore('readonly', (store) => store.get(viewKey)).catch(() => null)
  return isLastView(stored) ? stored : null
}

/** Stores what is shown. A browser that refuses storage goes on without. */
export async function saveLastView(view: LastView): Promise<void> {
  await withStore('readwrite', (store) => store.put(view, viewKey)).catch(() => undefined)
}

/** Forgets what was shown; part of signing out (S-24). */
export async function clearLastView(): Promise<void> {
  await withStore('readwrite', (store) => store.clear()).catch(() => undefined)
}
