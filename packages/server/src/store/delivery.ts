import type { FeedEvent } from '@hotseat/core'
import type { Driver } from './driver.ts'
import type { FeedListener, WordListener } from './store.ts'

/** Hands every committed event to every listener once, in offset order, whichever node wrote it; and fleeting words as they come. */
export interface Delivery {
  subscribe(listener: FeedListener): () => void
  hear(listener: WordListener): () => void
  /** Hands a word to this node's listeners. */
  tell(word: string): void
  /** This node's own commits. Whatever other nodes committed before them is read and handed over first. */
  committed(appended: ReadonlyMap<string, readonly FeedEvent[]>): Promise<void>
  /** Another node may have committed: reads on where a tenant's head is not yet handed over. */
  advance(heads: ReadonlyMap<string, number>): Promise<void>
}

const eventsARead = 1000

/** Starts behind the given heads. `onFault` hears of listeners that throw: they stop neither the store nor each other. */
export function createDelivery(
  driver: Pick<Driver, 'events'>,
  heads: ReadonlyMap<string, number>,
  onFault: (error: unknown) => void,
): Delivery {
  const listeners = new Set<FeedListener>()
  const ears = new Set<WordListener>()
  const delivered = new Map(heads)
  const turns = new Map<string, Promise<void>>()

  const deliveredOf = (tenantId: string) => delivered.get(tenantId) ?? 0

  function hand(tenantId: string, events: readonly FeedEvent[]): void {
    const fresh = events.filter(({ offset }) => offset > deliveredOf(tenantId))
    const last = fresh.at(-1)
    if (last === undefined) return
    delivered.set(tenantId, last.offset)
    for (const listener of listeners) guarded(() => listener(tenantId, fresh))
  }

  function guarded(call: () => void): void {
    try {
      call()
    } catch (error) {
      onFault(error)
    }
  }

  /** Hands over what is committed up to and with `upTo`. */
  async function readOn(tenantId: string, upTo: number): Promise<void> {
    while (deliveredOf(tenantId) < upTo) {
      const limit = Math.min(eventsARead, upTo - deliveredOf(tenantId))
      const events = await driver.events(tenantId, { after: deliveredOf(tenantId), before: upTo + 1, limit })
      if (events.length === 0) return void delivered.set(tenantId, upTo)
      hand(tenantId, events)
    }
  }

  /** One reader a tenant at a time, or two would hand over the same events. */
  async function inTurn(tenantId: string, task: () => Promise<void>): Promise<void> {
    const turn = (turns.get(tenantId) ?? Promise.resolve()).then(task).catch(onFault)
    turns.set(tenantId, turn)
    await turn
    if (turns.get(tenantId) === turn) turns.delete(tenantId)
  }

  return {
    subscribe(listener) {
      const entry: FeedListener = (tenantId, events) => listener(tenantId, events)
      listeners.add(entry)
      return () => void listeners.delete(entry)
    },
    hear(listener) {
      const ear: WordListener = (word) => listener(word)
      ears.add(ear)
      return () => void ears.delete(ear)
    },
    tell(word) {
      for (const ear of ears) guarded(() => ear(word))
    },
    async committed(appended) {
      for (const [tenantId, events] of appended) {
        const first = events[0]?.offset ?? 0
        if (!turns.has(tenantId) && first === deliveredOf(tenantId) + 1) hand(tenantId, events)
        else await inTurn(tenantId, () => readOn(tenantId, first - 1).then(() => hand(tenantId, events)))
      }
    },
    async advance(heads) {
      for (const [tenantId, head] of heads) {
        if (head > deliveredOf(tenantId)) await inTurn(tenantId, () => readOn(tenantId, head))
      }
    },
  }
}
