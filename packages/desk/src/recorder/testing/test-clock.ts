import type { Clock } from '@hotseat/client'

/** A clock that a test turns. */
export type TestClock = Pick<Clock, 'after'> & {
  /** How long is waited for what is still to be done, in ms. */
  readonly due: readonly number[]
  /** Lets so much time pass, and does what is due then. */
  pass(ms: number): void
}

/** A clock on which nothing passes by itself. */
export function createTestClock(): TestClock {
  let now = 0
  const tasks = new Set<{ readonly at: number; readonly task: () => void }>()
  return {
    get due() {
      return [...tasks].map(({ at }) => at - now)
    },
    after(ms, task) {
      const own = { at: now + ms, task }
      tasks.add(own)
      return () => tasks.delete(own)
    },
    pass(ms) {
      now += ms
      for (const each of [...tasks].filter(({ at }) => at <= now)) {
        tasks.delete(each)
        each.task()
      }
    },
  }
}
