import { setTimeout as delay } from 'node:timers/promises'

/** How long a unit of work waits for another process: with a margin below the 3 s of S-73. */
const patienceMs = 2_000
const longestPauseMs = 20

const sqliteBusy = 5
const primaryCodeMask = 0xff

/**
 * Does the task as soon as no other connection holds the write lock; gives up before 3 s (S-73). The waiting is done here
 * and not inside SQLite, where it would stop every other request of this process; by timers that keep the process alive,
 * for another process ends the wait.
 */
export async function whenFree<T>(task: () => T): Promise<T> {
  let isOver = false
  const patience = setTimeout(() => {
    isOver = true
  }, patienceMs)
  try {
    for (let pause = 1; ; pause++) {
      try {
        return task()
      } catch (error) {
        if (!isBusy(error) || isOver) throw error
      }
      await delay(Math.min(pause, longestPauseMs))
    }
  } finally {
    clearTimeout(patience)
  }
}

function isBusy(error: unknown): boolean {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return false
  return (error.errcode & primaryCodeMask) === sqliteBusy
}
