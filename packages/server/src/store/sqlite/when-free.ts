import type { Clock } from '../../ports.ts'

const longestPauseMs = 20
const pauses = 150

const sqliteBusy = 5
const primaryCodeMask = 0xff

/**
 * Does the task as soon as no other connection holds the write lock; gives up after some 2.5 s (S-73). The waiting is
 * done here and not inside SQLite, where it would stop every other request of this process.
 */
export async function whenFree<T>(clock: Pick<Clock, 'after'>, task: () => T): Promise<T> {
  for (let pause = 1; ; pause++) {
    try {
      return task()
    } catch (error) {
      if (!isBusy(error) || pause > pauses) throw error
    }
    const { promise, resolve } = Promise.withResolvers<void>()
    clock.after(Math.min(pause, longestPauseMs), resolve)
    await promise
  }
}

function isBusy(error: unknown): boolean {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return false
  return (error.errcode & primaryCodeMask) === sqliteBusy
}
