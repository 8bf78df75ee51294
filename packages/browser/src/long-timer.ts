import type { Clock } from './ports.ts'

/** The longest delay that a timer of a browser has room for; a longer one rings at once. */
const longestMs = 2 ** 31 - 1

/** A clock's `after` on timers such as the browser's, for a delay of any length. */
export function createLongTimer(set: (task: () => void, delayMs: number) => () => void): Clock['after'] {
  return (delayMs, task) => {
    let cancel = () => {}
    const wait = (leftMs: number): void => {
      cancel = leftMs > longestMs ? set(() => wait(leftMs - longestMs), longestMs) : set(task, leftMs)
    }
    wait(delayMs)
    return () => cancel()
  }
}
