/** A task at its place in virtual time. */
type Entry = { readonly at: number; readonly sequence: number; readonly task: () => void; cancelled: boolean }

/**
 * The one clock of a simulation: nothing happens but what stands in its queue. Tasks run in order of time, and of
 * being asked for when the time is the same, so a run never depends on the machine. Moments are epoch milliseconds, whole as those of a real clock.
 */
export interface VirtualClock {
  now(): number
  /** Calls `task` once after `delayMs`; the returned function takes that back. */
  after(delayMs: number, task: () => void): () => void
  /** Runs the next task, then everything its promises lead to. False when nothing is left before `untilAt`. */
  step(untilAt: number): Promise<boolean>
  /** What real threads are at work on, and the clock knows nothing of: no step ends before it is done. */
  hold<T>(work: Promise<T>): Promise<T>
  /** The tasks run so far. */
  readonly steps: number
}

/** A clock that stands at `startAt` until it is stepped. */
export function createVirtualClock(startAt: number): VirtualClock {
  const heap: Entry[] = []
  let now = startAt
  let sequence = 0
  let steps = 0
  const held = new Set<Promise<unknown>>()

  return {
    now: () => now,
    get steps() {
      return steps
    },
    after(delayMs, task) {
      const entry: Entry = { at: now + Math.ceil(Math.max(0, delayMs)), sequence: sequence++, task, cancelled: false }
      push(heap, entry)
      return () => {
        entry.cancelled = true
      }
    },
    hold(work) {
      held.add(work)
      return work.finally(() => held.delete(work))
    },
    async step(untilAt) {
      let entry = heap[0]
      while (entry?.cancelled) {
        pop(heap)
        entry = heap[0]
      }
      if (entry === undefined || entry.at > untilAt) {
        now = Math.max(now, untilAt)
        return false
      }
      pop(heap)
      now = Math.max(now, entry.at)
      steps += 1
      entry.task()
      await settled()
      while (held.size > 0) {
        await Promise.allSettled(held)
        await settled()
      }
      return true
    },
  }
}

/** Resolves when no promise can go on by itself: immediates run after every microtask that is left. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

function isBefore(a: Entry, b: Entry): boolean {
  return a.at < b.at || (a.at === b.at && a.sequence < b.sequence)
}

function push(heap: Entry[], entry: Entry): void {
  let index = heap.length
  heap.push(entry)
  while (index > 0) {
    const parentIndex = (index - 1) >> 1
    const parent = heap[parentIndex]
    if (parent === undefined || !isBefore(entry, parent)) break
    heap[index] = parent
    index = parentIndex
  }
  heap[index] = entry
}

function pop(heap: Entry[]): void {
  const last = heap.pop()
  if (last === undefined || heap.length === 0) return
  let index = 0
  for (;;) {
    const leftIndex = 2 * index + 1
    const left = heap[leftIndex]
    if (left === undefined) break
    const right = heap[leftIndex + 1]
    const [child, childIndex] = right !== undefined && isBefore(right, left) ? [right, leftIndex + 1] : [left, leftIndex]
    if (!isBefore(child, last)) break
    heap[index] = child
    index = childIndex
  }
  heap[index] = last
}
