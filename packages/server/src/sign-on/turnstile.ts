import type { Clock } from '../ports.ts'

/** How often the first in a row looks whether another node has let go. */
const pollMs = 100

/** Lets requests for one key ask one after the other, so that a thousand guesses do not storm the store at once. */
export interface Turnstile {
  /** Runs `ask` in turn, again while it answers `wait` and it is not yet `untilAt`. */
  pass<T>(key: string, untilAt: number, ask: () => Promise<T | 'wait'>): Promise<T | 'wait'>
  /** Something changed for the key: whoever stands first asks again at once. */
  wake(key: string): void
}

type Row = { standing: number; last: Promise<unknown>; wake: () => void }

/** A turnstile on the injected clock. */
export function createTurnstile(clock: Clock): Turnstile {
  const rows = new Map<string, Row>()

  async function askUntil<T>(row: Row, untilAt: number, ask: () => Promise<T | 'wait'>): Promise<T | 'wait'> {
    for (;;) {
      const answer = await ask()
      if (answer !== 'wait' || clock.now() >= untilAt) return answer
      await new Promise<void>((resolve) => {
        const cancel = clock.after(Math.min(pollMs, untilAt - clock.now()), resolve)
        row.wake = () => {
          cancel()
          resolve()
        }
      })
    }
  }

  return {
    async pass(key, untilAt, ask) {
      const row = rows.get(key) ?? { standing: 0, last: Promise.resolve(), wake: () => {} }
      rows.set(key, row)
      row.standing += 1
      const turn = row.last.then(() => askUntil(row, untilAt, ask))
      row.last = turn.catch(() => undefined)
      try {
        return await turn
      } finally {
        row.standing -= 1
        if (row.standing === 0) rows.delete(key)
      }
    },
    wake: (key) => rows.get(key)?.wake(),
  }
}
