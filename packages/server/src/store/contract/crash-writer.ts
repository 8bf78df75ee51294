import { realWorld } from '../../real-world.ts'
import { openStore } from '../open-store.ts'
import { saveNote } from './store-fixture.ts'

/** A process to be killed: writes in a loop and prints the number of each write when it was acknowledged. */
const [database = 'memory:', tenantId = ''] = process.argv.slice(2)
const store = await openStore({ database, clock: realWorld.clock, onFault: () => undefined })
let next = 0

async function writeOn(): Promise<void> {
  for (;;) {
    next += 1
    const version = next
    await store.tenant(tenantId).transact((tx) => saveNote(tx, `u${version}`, version))
    process.stdout.write(`${version}\n`)
  }
}
await Promise.all([writeOn(), writeOn(), writeOn(), writeOn()])
