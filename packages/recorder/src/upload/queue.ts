import type { Clock, Random } from '../ports.ts'
import { createErrands, type Errand, type Errands } from './errands.ts'
import { createPauses, type Pauses } from './pauses.ts'
import { Unanswered } from './refused.ts'

/** Something to do, by the name under which it is known when it fails. */
export type NamedErrand = { readonly name: string; readonly run: Errand }

export type QueuePorts = {
  readonly clock: Clock
  readonly random: Random
  /** The next one to do, or null. Those that have a pause are not due. */
  readonly next: (pauses: Pauses) => NamedErrand | null
  readonly onFailure: (error: unknown) => void
}

/** So many in a row may fail before all of them wait: it is the server, then. */
const mostSetbacks = 3

/** Errands of which one that fails lets the others go first; all of them wait when nobody answers, or when one after the other fails (spec UPL4). */
export function createQueue({ clock, random, next, onFailure }: QueuePorts): Errands {
  let setbacks = 0
  let isClosed = false
  const errands = createErrands(
    { clock, random },
    () => {
      const errand = next(pauses)
      return errand === null ? null : (gotOn) => run(errand, gotOn)
    },
    onFailure,
  )
  const pauses = createPauses({ clock, random }, errands.wake)

  async function run({ name, run }: NamedErrand, gotOn: () => void): Promise<void> {
    try {
      await run(() => {
        pauses.forget(name)
        gotOn()
      })
      setbacks = 0
    } catch (error) {
      if (isClosed || error instanceof Unanswered) throw error
      pauses.begin(name)
      setbacks += 1
      if (setbacks > mostSetbacks) throw error
      onFailure(error)
    }
  }

  return {
    wake: errands.wake,
    hurry() {
      pauses.hurry()
      errands.hurry()
    },
    close() {
      isClosed = true
      pauses.close()
      return errands.close()
    },
  }
}
