import { afterAll, beforeAll, describe } from 'vitest'
import { describeCrash } from './contract/crash.ts'
import { describeFeed } from './contract/feed.ts'
import { describeModel } from './contract/model.ts'
import { describeNodes } from './contract/nodes.ts'
import { describeRows } from './contract/rows.ts'
import type { StoreFixture, StoreSuite } from './contract/store-fixture.ts'
import { describeUnits } from './contract/units.ts'

export type { StoreFixture } from './contract/store-fixture.ts'

/** What every form of the store keeps to (docs/spec/store.md). `prepare` brings an empty database. */
export function describeStoreContract(name: string, prepare: () => Promise<StoreFixture>): void {
  describe(name, () => {
    let fixture: StoreFixture | undefined
    let suite: StoreSuite | undefined

    beforeAll(async () => {
      fixture = await prepare()
      suite = { fixture, store: await fixture.open() }
    }, 60_000)
    afterAll(async () => {
      await suite?.store.close()
      await fixture?.close()
    })

    const current = (): StoreSuite => {
      if (suite === undefined) throw new Error('the store did not open')
      return suite
    }
    for (const describePart of [describeRows, describeUnits, describeFeed, describeNodes, describeCrash, describeModel]) {
      describePart(current)
    }
  })
}
