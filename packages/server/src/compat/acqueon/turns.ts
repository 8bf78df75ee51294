/** Tasks of one line, one after another in the order they came. */
export type Turns = {
  /** Answers false, and takes nothing, when too much is waiting. */
  take(task: () => Promise<void>): boolean
}

/** Runs tasks one at a time; what one throws is told to `onFault` and does not keep the next from running. */
export function createTurns(most: number, onFault: (error: unknown) => void): Turns {
  let last: Promise<void> = Promise.resolve()
  let waiting = 0
  return {
    take(task) {
      if (waiting >= most) return false
      waiting += 1
      last = last.then(async () => {
        try {
          await task()
        } catch (error) {
          onFault(error)
        } finally {
          waiting -= 1
        }
      })
      return true
    },
  }
}
