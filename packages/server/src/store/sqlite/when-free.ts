import { setTimeout } from 'node:timers/promises'

/** Some 2 s of waiting, first by the millisecond. */
const pauses = 80
const longestPauseMs = 20

const sqliteBusy = 5
const primaryCodeMask = 0xff

/**
 * Does the task as soon as no other connection holds the write lock; gives up before 3 s (S-73). The waiting is done here
 * and not inside SQLite, where it would stop every other request of this process; by a timer that keeps the process alive,
 * for another process ends the wait.
 */
export async function whenFree<T>(task: () => T): Promise<T> {
  for (let pause = 1; ; pause++) {
    try {
      return task()
    } catch (error) {
      if (!isBusy(error) || pause > pauses) throw error
    }
    await setTimeout(Math.min(pause, longestPauseMs))
  }
}

function isBusy(error: unknown): boolean {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return false
  return (error.errcode & primaryCodeMask) === sqliteBusy
}
