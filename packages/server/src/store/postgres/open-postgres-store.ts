import type { Clock } from '../../ports.ts'
import { createStore } from '../create-store.ts'
import { createDelivery } from '../delivery.ts'
import type { Store } from '../store.ts'
import { StoreUnavailable } from '../store-unavailable.ts'
import { watchHeads } from '../watch-heads.ts'
import { listen } from './listen.ts'
import { migratePostgres } from './migrate-postgres.ts'
import { createPostgresDriver } from './postgres-driver.ts'
import { createPostgresPool } from './postgres-pool.ts'

export type PostgresStoreOptions = {
  readonly clock: Pick<Clock, 'after'>
  /** Hears what a feed listener throws, and of a feed connection that was lost and is being made again. */
  readonly onFault: (error: unknown) => void
  /** Hears of each look at the heads; what it gives is called when what is new there has been handed over. */
  readonly onLook?: () => () => void
}

/** A notification is lost with its connection: the heads are looked at as well. */
const pollMs = 1000
const retryMs = 500

/** Opens one node's store on PostgreSQL, with its schema brought up to date. */
export async function openPostgresStore(url: string, { clock, onFault, onLook }: PostgresStoreOptions): Promise<Store> {
  const role = await migratePostgres(url).catch((error: unknown) => {
    throw new StoreUnavailable(error)
  })
  const driver = createPostgresDriver(createPostgresPool(url, role))
  const firstLooked = onLook?.()
  const delivery = createDelivery(driver, await driver.heads(), onFault)
  firstLooked?.()
  const stopWatching = watchHeads({ clock, pollMs, onFault }, async () => {
    const looked = onLook?.()
    await delivery.advance(await driver.heads())
    looked?.()
  })
  const line = listen({
    url,
    clock,
    retryMs,
    onFault,
    onHead: (tenantId, head) => void delivery.advance(new Map([[tenantId, head]])).catch(onFault),
    onWord: delivery.tell,
  })
  const store = createStore(driver, delivery, line.tell)
  return {
    ...store,
    async close() {
      stopWatching()
      await line.close()
      await store.close()
    },
  }
}
