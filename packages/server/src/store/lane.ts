import { runBatch } from './batch.ts'
import type { Driver, Outcome, Scope } from './driver.ts'
import type { Layer } from './layer.ts'
import { StoreUnavailable } from './store-unavailable.ts'
import type { Unit, Work } from './unit.ts'
import { createUnit } from './unit.ts'

/** Runs units of work one after another and commits those that wait together in one transaction. */
export interface Lane {
  transact<T>(work: Work<T>): Promise<T>
  /** Resolves when nothing is under way. */
  idle(): Promise<void>
}

/** So many units a transaction at most: a full queue is committed in steps, and the loop breathes between them. */
const unitsABatch = 256
/** A contested batch is run so often as a whole, then so often a unit at a time: few rows, few rivals. */
const runsTogether = 2
const runsAlone = 4

/** The lane of one scope, or of all where the database has one writer. `onCommitted` hands the events over. */
export function createLane(driver: Driver, scope: Scope, onCommitted: (outcome: Outcome) => Promise<void>): Lane {
  const waiting: Unit[] = []
  let draining: Promise<void> | null = null

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      let batch: readonly Unit[] | null = null
      const taken = () => {
        batch ??= waiting.splice(0, unitsABatch)
        return batch
      }
      try {
        if (await commit(taken, runsTogether)) continue
        for (const unit of taken()) await commitAlone(unit)
      } catch (error) {
        reject(taken(), error)
      }
    }
    draining = null
  }

  /** For a unit whose batch kept losing. */
  async function commitAlone(unit: Unit): Promise<void> {
    try {
      if (!(await commit(() => [unit], runsAlone))) reject([unit], new StoreUnavailable('contested'))
    } catch (error) {
      reject([unit], error)
    }
  }

  /**
   * False when every run lost to another transaction. `units` is asked when a transaction is open: whoever came while
   * it was being opened is in.
   */
  async function commit(units: () => readonly Unit[], runs: number): Promise<boolean> {
    for (let run = 0; run < runs; run++) {
      try {
        const outcome = await runBatch(driver, scope, { units, waiting: () => waiting.length })
        await onCommitted(outcome)
        for (const unit of units()) unit.settle()
        return true
      } catch (error) {
        if (!driver.isContested(error)) throw error
      }
    }
    return false
  }

  return {
    idle: () => draining ?? Promise.resolve(),
    transact: <T>(work: (layer: Layer, isOver: () => boolean) => Promise<T>) => {
      const [unit, settled] = createUnit(work)
      waiting.push(unit)
      draining ??= drain()
      return settled
    },
  }
}

function reject(units: readonly Unit[], error: unknown): void {
  const reason = error instanceof StoreUnavailable ? error : new StoreUnavailable(error)
  for (const unit of units) unit.reject(reason)
}
