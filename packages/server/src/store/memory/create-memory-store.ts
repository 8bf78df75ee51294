import { createStore } from '../create-store.ts'
import { createDelivery } from '../delivery.ts'
import type { Outcome } from '../driver.ts'
import type { Store } from '../store.ts'
import type { CommitFate, StoreSnapshot } from './memory-driver.ts'
import { createMemoryDriver } from './memory-driver.ts'

export type { CommitFate, StoreSnapshot } from './memory-driver.ts'

/** The store in memory, for tests and the simulator. */
export interface MemoryStore extends Store {
  /** All that is committed now; a store made from it is the server after a crash. */
  snapshot(): StoreSnapshot
}

export type MemoryStoreOptions = {
  /** Asked before every commit; a crash means that nothing of this store is ever answered again. */
  readonly onCommit?: (outcome: Outcome) => CommitFate
  /** Hears what a feed listener throws; without it the error is the process's. */
  readonly onFault?: (error: unknown) => void
}

/** A store in memory, empty or from a snapshot. Deterministic: microtasks only, no timers. */
export function createMemoryStore(
  snapshot: StoreSnapshot = { tables: [], feeds: [] },
  options: MemoryStoreOptions = {},
): MemoryStore {
  const driver = createMemoryDriver(snapshot, options.onCommit ?? (() => 'commit'))
  const heads = new Map(snapshot.feeds.map(({ tenantId, head }) => [tenantId, head]))
  const delivery = createDelivery(driver, heads, options.onFault ?? rethrow)
  return { ...createStore(driver, delivery), snapshot: driver.snapshot }
}

/** Out of everybody's way, so that a faulty listener is seen and yet undoes no commit. */
function rethrow(error: unknown): void {
  queueMicrotask(() => {
    throw error
  })
}
