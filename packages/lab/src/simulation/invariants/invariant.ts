import type { Entry } from '../log.ts'
import type { Mirror } from '../mirror.ts'

/** A promise of the system, watched over the observer's log and the committed state (docs/spec/simulation.md). */
export interface Invariant {
  readonly id: `I${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8}`
  /** Looks at what just happened; a sentence when it breaks the promise. Cheap: it is asked after every entry. */
  see?(entry: Entry): string | null
  /** Looks at everything committed; asked now and then, and at the end. */
  audit?(now: number): string | null
  /** Asked once, when the faults have been over for the bound. */
  conclude?(): string | null
}

/** What an invariant may look at. */
export type View = {
  readonly mirror: Mirror
  /** The nodes that hold a socket of each session now, by node id. */
  readonly holders: () => ReadonlyMap<string, ReadonlySet<string>>
}

/** The first complaint of several checks. */
export function firstOf<T>(items: Iterable<T>, check: (item: T) => string | null): string | null {
  for (const item of items) {
    const complaint = check(item)
    if (complaint !== null) return complaint
  }
  return null
}
