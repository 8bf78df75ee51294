import type { Clock, Random } from '../ports.ts'

/** Does what there is to do, one after the other, and again after a pause what failed. */
export interface Errands {
  /** There may be something to do. */
  wake(): void
  /** A pause after a failure is over: somebody heard from the server. */
  hurry(): void
  /** Nothing new is begun; resolves when nothing is under way. */
  close(): Promise<void>
}

const longestPauseMs = 60_000

/** How long to wait after so many failures in a row. Many machines lose a server at once; they do not come back at once. */
export function pauseAfter(failures: number, random: Pick<Random, 'fraction'>): number {
  return Math.min(longestPauseMs, 1_000 * 2 ** failures) * (0.5 + random.fraction() / 2)
}

/** Something to do. It says when it got on: what gets on is not what keeps failing, however often it is cut off. */
export type Errand = (gotOn: () => void) => Promise<void>

/**
 * Errands of one kind. `next` gives the next one, or null; one that rejects comes again after 1 s, 2 s, 4 s … up to a minute, and after 1 s when it
 * got on meanwhile (spec UPL4).
 */
export function createErrands(
  { clock, random }: { readonly clock: Clock; readonly random: Random },
  next: () => Errand | null,
  onFailure: (error: unknown) => void,
): Errands {
  let failures = 0
  let underWay: Promise<void> | null = null
  let cancelPause: (() => void) | null = null
  let isClosed = false

  function wake(): void {
    if (isClosed || underWay !== null || cancelPause !== null) return
    const errand = next()
    if (errand === null) return
    underWay = run(errand).finally(() => {
      underWay = null
      wake()
    })
  }

  async function run(errand: Errand): Promise<void> {
    const gotOn = () => {
      failures = 0
    }
    try {
      await errand(gotOn)
      gotOn()
    } catch (error) {
      if (isClosed) return
      onFailure(error)
      cancelPause = clock.after(pauseAfter(failures, random), resume)
      failures += 1
    }
  }

  function resume(): void {
    cancelPause = null
    wake()
  }

  return {
    wake,
    hurry() {
      cancelPause?.()
      resume()
    },
    async close() {
      isClosed = true
      cancelPause?.()
      await underWay
    },
  }
}
