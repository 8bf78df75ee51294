import type { Driver, Outcome, Reads, Scope, Session } from './driver.ts'
import { createLayer, isEmpty } from './layer.ts'
import type { Unit } from './unit.ts'

/** `units` takes what is to be run; `waiting` only counts. */
export type Queue = { readonly units: () => readonly Unit[]; readonly waiting: () => number }

/**
 * One transaction of the database: runs the units in turn, each seeing those before it, and commits what they leave.
 * A unit that throws leaves nothing. Rejects when the database failed, whatever the unit made of it.
 */
export async function runBatch(driver: Driver, scope: Scope, { units, waiting }: Queue): Promise<Outcome> {
  const session = await driver.begin(scope, waiting)
  try {
    const outcome = await runUnits(units(), session)
    await (isEmpty(outcome) ? session.discard() : session.commit(outcome))
    return outcome
  } catch (error) {
    await session.discard()
    throw error
  }
}

async function runUnits(units: readonly Unit[], session: Session): Promise<Outcome> {
  const faults: unknown[] = []
  const batch = createLayer(noting(session, faults))
  for (const unit of units) {
    const layer = createLayer(batch)
    if (await unit.run(layer)) batch.absorb(layer.outcome())
    if (faults.length > 0) throw faults[0]
  }
  return batch.outcome()
}

/** The same reads; what they reject with is noted, because a unit might swallow it. */
function noting(reads: Reads, faults: unknown[]): Reads {
  const note = <T>(read: Promise<T>) =>
    read.catch((error: unknown) => {
      faults.push(error)
      throw error
    })
  return {
    get: (scope, table, key) => note(reads.get(scope, table, key)),
    find: (scope, table, query) => note(reads.find(scope, table, query)),
    events: (tenantId, query) => note(reads.events(tenantId, query)),
    head: (tenantId) => note(reads.head(tenantId)),
    tail: (tenantId) => note(reads.tail(tenantId)),
  }
}
