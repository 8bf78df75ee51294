import { typedReader } from './codec.ts'
import type { Delivery } from './delivery.ts'
import type { Driver, Scope } from './driver.ts'
import type { Lane } from './lane.ts'
import { createLane } from './lane.ts'
import { keptText } from './row.ts'
import type { Store, TenantStore } from './store.ts'
import type { SystemTables, TenantTables } from './tables.ts'
import { createSystemTransaction, createTransaction, rowsOf } from './transaction.ts'

/** So many events a transaction when the feed is pruned: a longer one would keep everybody waiting. */
const eventsAPruning = 5000

/** So long may a word be, in bytes: PostgreSQL notifies of less than 8,000. */
const longestWord = 2000

/** The store on a driver. `close` waits for what is under way. `tell` carries a word to every node; without it there is this one only. */
export function createStore(driver: Driver, delivery: Delivery, tell = delivery.tell): Store {
  const lanes = new Map<string, Lane>()
  const tenants = new Map<string, TenantStore>()

  function laneOf(scope: Scope): Lane {
    const name = driver.lane(scope)
    const lane = lanes.get(name) ?? createLane(driver, scope, ({ appended }) => delivery.committed(appended))
    lanes.set(name, lane)
    return lane
  }

  const system = typedReader<SystemTables>(rowsOf(driver, null))

  function createTenantStore(tenantId: string): TenantStore {
    return {
      ...typedReader<TenantTables>(rowsOf(driver, tenantId)),
      tenantId,
      system,
      events: (query) => driver.events(tenantId, query),
      head: () => driver.head(tenantId),
      tail: () => driver.tail(tenantId),
      transact: (work) =>
        laneOf(tenantId).transact(async (layer, isOver) =>
          work(createTransaction(tenantId, await layer.head(tenantId), layer, isOver)),
        ),
      async pruneEvents(keepNewest) {
        let pruned = 0
        for (;;) {
          const step = await laneOf(tenantId).transact(async (layer) => {
            const [head, tail] = [await layer.head(tenantId), await layer.tail(tenantId)]
            const upTo = Math.min(head - keepNewest, tail - 1 + eventsAPruning)
            if (upTo >= tail) layer.prune(tenantId, upTo)
            return Math.max(0, upTo - tail + 1)
          })
          pruned += step
          if (step < eventsAPruning) return pruned
        }
      },
    }
  }

  return {
    tenant(tenantId) {
      const tenant = tenants.get(tenantId) ?? createTenantStore(tenantId)
      tenants.set(tenantId, tenant)
      return tenant
    },
    system: {
      ...system,
      transact: (work) => laneOf(null).transact((layer, isOver) => work(createSystemTransaction(layer, isOver))),
    },
    subscribe: delivery.subscribe,
    whisper(word) {
      const kept = keptText(word)
      if (Buffer.byteLength(kept) > longestWord) throw new TypeError(`a word has at most ${longestWord} bytes`)
      tell(kept)
    },
    hear: delivery.hear,
    ...(driver.time && { time: driver.time }),
    async close() {
      await Promise.all([...lanes.values()].map((lane) => lane.idle()))
      await driver.close()
    },
  }
}
