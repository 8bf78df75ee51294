import {
  createDelivery,
  createMemoryDriver,
  createStore,
  type Driver,
  type Outcome,
  type Store,
  type StoreSnapshot,
  StoreUnavailable,
} from '@hotseat/server/parts'

/** What becomes of a commit of a process: it is done, or the process dies right before or right after it is durable. */
export type CommitFate = 'commit' | 'crashBefore' | 'crashAfter'

/** One process that uses the database. */
export type DatabaseClient = {
  readonly after: (delayMs: number, task: () => void) => unknown
  /** A dead process is never answered. */
  readonly isDead: () => boolean
  /** Neither reaches the database nor hears from it. */
  readonly isCutOff: () => boolean
  readonly onCommit: (outcome: Outcome) => CommitFate
  readonly onFault: (error: unknown) => void
  /** How long until it hears that others have committed: a notification, or the next look when that was lost. */
  readonly newsMs: () => number
  /** How long a transaction takes to be opened. */
  readonly openingMs: () => number
}

/** A database in memory, for several processes: each has a store of its own over the same rows. */
export interface SimDatabase {
  /** `look` reads what others have committed meanwhile. */
  open(client: DatabaseClient): Promise<{ readonly store: Store; readonly look: () => void }>
  snapshot(): StoreSnapshot
}

/** A database with what was committed. Its transactions run one at a time, whichever process they are of. */
export function createSimDatabase(found: StoreSnapshot): SimDatabase {
  const memory = createMemoryDriver(found, () => 'commit')
  const news = new Set<() => void>()
  let turn = Promise.resolve()

  /** Resolves when nobody else has a transaction open; what it gives ends this one. */
  async function takeTurn(): Promise<() => void> {
    const before = turn
    let end = (): void => undefined
    turn = new Promise((resolve) => {
      end = resolve
    })
    await before
    return end
  }

  function driverOf(client: DatabaseClient, told: () => void): Driver {
    const answered = async <T>(read: () => Promise<T>): Promise<T> => {
      if (client.isCutOff()) throw new StoreUnavailable('cut off')
      const value = await read()
      return client.isDead() ? silence() : value
    }
    const reads: Omit<Driver, 'begin'> = {
      ...memory,
      get: (scope, table, key) => answered(() => memory.get(scope, table, key)),
      find: (scope, table, query) => answered(() => memory.find(scope, table, query)),
      events: (tenantId, query) => answered(() => memory.events(tenantId, query)),
      head: (tenantId) => answered(() => memory.head(tenantId)),
      tail: (tenantId) => answered(() => memory.tail(tenantId)),
    }
    return {
      ...reads,
      async begin(scope, waiting) {
        if (client.isCutOff()) throw new StoreUnavailable('cut off')
        const openingMs = client.openingMs()
        if (openingMs > 0) await new Promise<void>((resolve) => client.after(openingMs, resolve))
        const end = await takeTurn()
        if (client.isDead()) {
          end()
          return silence()
        }
        const session = await memory.begin(scope, waiting)
        return {
          ...reads,
          async commit(outcome) {
            const fate = client.onCommit(outcome)
            if (fate !== 'crashBefore') await session.commit(outcome)
            end()
            if (fate !== 'crashBefore' && outcome.appended.size > 0) for (const tell of news) if (tell !== told) tell()
            if (fate !== 'commit') await silence()
          },
          discard: async () => end(),
        }
      },
    }
  }

  return {
    snapshot: memory.snapshot,
    async open(client) {
      let isNewsComing = false
      const told = () => {
        if (client.isDead()) news.delete(told)
        if (isNewsComing || client.isDead()) return
        isNewsComing = true
        client.after(client.newsMs(), () => {
          isNewsComing = false
          if (client.isCutOff()) return
          void memory.heads().then(delivery.advance).catch(client.onFault)
        })
      }
      const driver = driverOf(client, told)
      const delivery = createDelivery(driver, await memory.heads(), client.onFault)
      news.add(told)
      return { store: createStore(driver, delivery), look: told }
    },
  }
}

/** What a process that is gone is answered. */
function silence(): Promise<never> {
  return new Promise(() => undefined)
}
